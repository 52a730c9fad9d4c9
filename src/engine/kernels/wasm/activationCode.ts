import type { Attributes } from './defineKernel.ts'
import { ACTIVATION_CODES } from './packFunctions.ts'

/** The module's number of the activation that an operation of ours is given. Throws RangeError for a name it doesn't know. */
export function activationCode({ activation }: Attributes): number {
  const codes: Readonly<Record<string, number>> = ACTIVATION_CODES
  const code = Object.hasOwn(codes, String(activation)) ? codes[String(activation)] : undefined
  if (code === undefined) throw new RangeError(`activation: found '${activation}'; allowed: ${Object.keys(codes).join(', ')}`)
  return code
}
