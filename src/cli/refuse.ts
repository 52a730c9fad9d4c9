// How a command of the terminal ends that can't do what was asked: one clear line on stderr, and an exit code that says whose fault it is.

import { SpecError } from '../spec/checkSpec.ts'
import { HelpRequest, UsageError } from './options.ts'
import { clearProgress } from './progress.ts'

/** What was asked for can't be done. */
export const EXIT_REFUSED = 2
/** What was asked for went wrong. */
export const EXIT_FAILED = 1

export function refuse(message: string, code: number): never {
  clearProgress()
  process.stderr.write(`${message}\n`)
  process.exit(code)
}

/** Ends a command that has thrown; one that was asked for help has not failed. */
export function endWith(error: unknown, usage: string): void {
  if (error instanceof HelpRequest) {
    process.stdout.write(`${error.message}\n`)
    return
  }
  if (error instanceof UsageError) refuse(oneLine(`${error.message} (usage: ${usage})`), EXIT_REFUSED)
  if (error instanceof SpecError) refuse(oneLine(error.message), EXIT_REFUSED)
  refuse(error instanceof Error ? (error.stack ?? error.message) : String(error), EXIT_FAILED)
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, '; ')
}
