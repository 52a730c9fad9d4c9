/** The hidden classes after a click on one of the legend: it changes sides, or, `alone`, all others are hidden (again: shown). */
export function filterClasses(
  hidden: readonly number[],
  label: number,
  { alone, classes }: { readonly alone: boolean; readonly classes: number },
): readonly number[] {
  if (!alone) return hidden.includes(label) ? hidden.filter((other) => other !== label) : [...hidden, label].sort((a, b) => a - b)
  const others = Array.from({ length: classes }, (_, i) => i).filter((other) => other !== label)
  const isAlone = !hidden.includes(label) && others.every((other) => hidden.includes(other))
  return isAlone ? [] : others
}
