import { describe, expect, it } from 'vitest'
import { UsageError } from '../src/cli/options.ts'
import { parsePageOptions } from './pageOptions.ts'

const KNOWN = ['first picture', 'speed', 'lanes']

describe('what bench:page is asked for', () => {
  it('everything, in full, where nothing is said', () => {
    expect(parsePageOptions([], KNOWN)).toEqual({ isQuick: false, only: null })
  })

  it('some measures, each once and in their usual order', () => {
    expect(parsePageOptions(['--only', 'lanes, first picture,lanes', '--quick'], KNOWN)).toEqual({ isQuick: true, only: ['first picture', 'lanes'] })
  })

  it.each([
    [['--only', 'lane'], "--only: found 'lane'; allowed: first picture, speed, lanes"],
    [['--only', ''], "--only: found ''; allowed: first picture, speed, lanes"],
    [['--only', 'lanes,'], "--only: found ''; allowed: first picture, speed, lanes"],
    [['--onyl', 'lanes'], /onyl/],
  ])('%j is refused', (args, message) => {
    expect(() => parsePageOptions(args, KNOWN)).toThrow(UsageError)
    expect(() => parsePageOptions(args, KNOWN)).toThrow(message)
  })
})
