import type { Cleaning } from './cleaning.ts'

/**
 * Whether the second value is the first one typed further: it holds its text, where both texts were kept; else its shape
 * begins with the other's, which is no proof and serves only to conclude less.
 */
export function extendsValue({ ui }: Cleaning, first: number, second: number): boolean {
  const { clear, shape, length } = ui.values
  if (first < 0 || second < 0) return false
  if (clear.codes[first]! >= 0 && clear.codes[second]! >= 0)
    return clear.dictionary.text(clear.codes[second]!).includes(clear.dictionary.text(clear.codes[first]!))
  if (shape.codes[first] === shape.codes[second] || length[second]! < length[first]!) return false
  return shape.dictionary.text(shape.codes[second]!).startsWith(shape.dictionary.text(shape.codes[first]!))
}
