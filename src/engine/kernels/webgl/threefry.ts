// Random numbers in a shader, those of random.ts to the bit: Threefry-2x32 with 20 rounds.
// Salmon, Moraes, Dror, Shaw 2011, "Parallel Random Numbers: As Easy as 1, 2, 3", section 4.2.

const TURNS = [13, 15, 26, 6, 17, 29, 16, 24]
const KEYS = ['key0', 'key1', 'key2']

/** uvec2 threefry(uint counter0, uint counter1, uint key0, uint key1): one block of two 32-bit numbers. */
export const THREEFRY = `
  uvec2 threefry(uint counter0, uint counter1, uint key0, uint key1) {
    uint key2 = 0x1bd11bdau ^ key0 ^ key1;
    uint a = counter0 + key0;
    uint b = counter1 + key1;
    ${[1, 2, 3, 4, 5].map(fourRounds).join('\n    ')}
    return uvec2(a, b);
  }
`

/** Four rounds and a key: the `count`-th such group, from 1. */
function fourRounds(count: number): string {
  const turns = count % 2 === 1 ? TURNS.slice(0, 4) : TURNS.slice(4)
  const rounds = turns.map((turn) => `a += b; b = ((b << ${turn}) | (b >> ${32 - turn})) ^ a;`)
  return `${rounds.join(' ')} a += ${KEYS[count % 3]}; b += ${KEYS[(count + 1) % 3]} + ${count}u;`
}
