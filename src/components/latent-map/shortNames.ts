/** The word that all names begin with, which then stands once before the others' rest: "arc 1", "arc 2" are 1 and 2 of "arc". No word where they share none. */
export function shortNames(names: readonly string[]): { readonly word: string; readonly short: readonly string[] } {
  const word = /^\S+(?= \S)/.exec(names[0] ?? '')?.[0]
  if (word === undefined || !names.every((name) => name.startsWith(`${word} `))) return { word: '', short: names }
  return { word, short: names.map((name) => name.slice(word.length + 1)) }
}
