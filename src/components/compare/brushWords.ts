import { countText } from '../../spec/countText.ts'

/** Named each; the rest are summed up. */
const CLASSES_NAMED = 3
const DIGITS = ['zeros', 'ones', 'twos', 'threes', 'fours', 'fives', 'sixes', 'sevens', 'eights', 'nines']
const DIGIT = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** "62 digits: 40 fours, 20 nines, 2 others": how many of each class, the most first. `noun` in the plural, as `classes` in the labels' order. */
export function brushWords(counts: readonly number[], { noun, classes }: { readonly noun: string; readonly classes: readonly string[] }): string {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const present = [...counts.keys()].filter((label) => counts[label] !== 0).sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b)
  const named = present.length === CLASSES_NAMED + 1 ? present : present.slice(0, CLASSES_NAMED)
  const parts = named.map((label) => several(counts[label] as number, classes[label] ?? ''))
  const others = total - named.reduce((sum, label) => sum + (counts[label] as number), 0)
  if (others > 0) parts.push(`${countText(others)} others`)
  const head = `${countText(total)} ${total === 1 ? noun.replace(/s$/, '') : noun}`
  return parts.length === 0 ? head : `${head}: ${parts.join(', ')}`
}

function several(count: number, name: string): string {
  const figure = countText(count)
  return /^\d$/.test(name) ? `${figure} ${(count === 1 ? DIGIT : DIGITS)[Number(name)]}` : `${figure} × ${name}`
}
