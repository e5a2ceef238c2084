/** How far two floats may lie apart, relative to what they were summed from. */
const TOLERANCE = 1e-9

/** Where two answers first differ, or null: integers equal exactly, floats to 1e-9 relative, cursors only by presence. */
export function difference(actual: unknown, expected: unknown, path = 'answer', scale = 0): string | null {
  if (typeof actual === 'number' && typeof expected === 'number') {
    if (actual === expected) return null
    const close = Math.abs(actual - expected) <= TOLERANCE * Math.max(Math.abs(actual), Math.abs(expected), scale)
    if (close && !(Number.isInteger(actual) && Number.isInteger(expected))) return null
  } else if (Array.isArray(actual) && Array.isArray(expected)) {
    if (actual.length !== expected.length)
      return `${path} has ${actual.length} rows, expected ${expected.length}: ${show(actual)} for ${show(expected)}`
    for (let i = 0; i < actual.length; i++) {
      const found = difference(actual[i], expected[i], `${path}[${i}]`)
      if (found) return found
    }
    return null
  } else if (isObject(actual) && isObject(expected)) {
    const keys = [...new Set([...Object.keys(actual), ...Object.keys(expected)])]
    for (const key of keys) {
      if (!(key in actual)) return `${path}.${key} is absent, expected ${show(expected[key])}`
      if (!(key in expected)) return `${path}.${key} is ${show(actual[key])}, expected to be absent`
      if (key === 'next' && typeof actual[key] === 'string') continue
      const found = difference(actual[key], expected[key], `${path}.${key}`, magnitude(expected))
      if (found) return found
    }
    return null
  } else if (actual === expected) return null
  return `${path} is ${show(actual)}, expected ${show(expected)}`
}

/** Sums of floats that cancel out are compared against the size of what was summed. */
function magnitude(object: { [key: string]: unknown }): number {
  const { n, min, max } = object
  if (typeof n !== 'number' || typeof min !== 'number' || typeof max !== 'number') return 0
  return Math.max(Math.abs(min), Math.abs(max)) * n
}

const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
