// npm run data: makes sure that the datasets' files are there. With --fashion-mnist it builds all of Fashion-MNIST, which a clone has only the first of.

import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { buildFashion, ensureFashion } from './buildFashion.ts'
import { ensureMnist } from './buildMnist.ts'
import { say } from './datasetFolder.ts'

const USAGE = 'npm run data [-- --fashion-mnist [--from FOLDER]]'
const EXIT_USAGE = 2
const EXIT_FAILED = 1

/** Builds what every machine can build and has not got yet; silently and quickly where all is there. */
export async function ensureData(): Promise<void> {
  await ensureMnist()
  await ensureFashion()
}

async function main(): Promise<void> {
  const options = parse(process.argv.slice(2))
  await ensureMnist()
  await (options.all ? buildFashion(options) : ensureFashion())
}

/** Ends the command where an option is none of its own. */
function parse(args: string[]): { all: boolean; from?: string } {
  try {
    const { values } = parseArgs({ args, options: { 'fashion-mnist': { type: 'boolean' }, from: { type: 'string' } } })
    const { 'fashion-mnist': all = false, from } = values
    if (from !== undefined && !all) throw new Error('--from goes with --fashion-mnist')
    return { all, ...(from !== undefined && { from }) }
  } catch (error) {
    say(`${messageOf(error)} (usage: ${USAGE})`)
    process.exit(EXIT_USAGE)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error: unknown) => {
    say(messageOf(error))
    process.exitCode = EXIT_FAILED
  })
}
