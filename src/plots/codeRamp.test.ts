import { describe, expect, it } from 'vitest'
import { codeColor } from './codeRamp.ts'
import { parseColor } from './parseColor.ts'

const LIGHT = { bottleneck: '#c87f0a', surface: '#fffdf9', ink: '#1f2430' }
const DARK = { bottleneck: '#f2b13c', surface: '#1b1e26', ink: '#eceae4' }

describe('codeColor', () => {
  it.each([
    ['light', LIGHT],
    ['dark', DARK],
  ])('[P101] in the middle the bottleneck’s own, and ever further from the ground: %s', (_theme, palette) => {
    expect(codeColor(palette, 0.5)).toBe(palette.bottleneck)
    const fromGround = [0, 0.2, 0.4, 0.6, 0.8, 1].map((along) => Math.abs(lightness(codeColor(palette, along)) - lightness(palette.surface)))
    expect([...fromGround].sort((a, b) => a - b)).toEqual(fromGround)
    expect(new Set(fromGround).size).toBe(6)
    // Even the end that is nearest to the ground is seen on it.
    expect(fromGround[0]).toBeGreaterThan(45)
  })
})

function lightness(color: string): number {
  const [red, green, blue] = parseColor(color)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
