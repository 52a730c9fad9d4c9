// Checks what was typed into the console. Each throws a TypeError or RangeError that names the argument, what was found and what is allowed.

/** A whole number from 1 up. */
export function count(name: string, value: unknown): number {
  return wholeNumber(name, value, 1, Number.MAX_SAFE_INTEGER)
}

export function wholeNumber(name: string, value: unknown, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    const allowed = max === Number.MAX_SAFE_INTEGER ? `a whole number from ${min}` : `a whole number from ${min} to ${max}`
    throw new RangeError(`${name}: found ${show(value)}; allowed: ${allowed}`)
  }
  return value
}

export function oneOf(name: string, value: unknown, allowed: readonly string[]): string {
  if (typeof value !== 'string' || !allowed.includes(value)) throw new TypeError(`${name}: found ${show(value)}; allowed: ${allowed.join(', ')}`)
  return value
}

/** An array of rows of `size` finite numbers each; typed arrays are taken too. */
export function numberRows(name: string, value: unknown, size: number): number[][] {
  if (!Array.isArray(value) || value.length === 0)
    throw new TypeError(`${name}: found ${show(value)}; allowed: an array of arrays of ${size} numbers`)
  return value.map((row: unknown, i) => {
    const isRow = Array.isArray(row) || row instanceof Float32Array || row instanceof Float64Array
    if (!isRow || row.length !== size) {
      throw new TypeError(`${name}[${i}]: found ${isRow ? `${row.length} numbers` : show(row)}; allowed: ${size} numbers`)
    }
    const numbers = Array.from(row as ArrayLike<unknown>)
    const bad = numbers.findIndex((number) => typeof number !== 'number' || !Number.isFinite(number))
    if (bad >= 0) throw new TypeError(`${name}[${i}][${bad}]: found ${show(numbers[bad])}; allowed: a finite number`)
    return numbers as number[]
  })
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'number') return String(value)
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
