import { encodeUtf8 } from '../../base/utf8.ts'
import { guessDate } from './detect-date.ts'
import { roleOfName } from './names.ts'
import { parseNumber } from './number.ts'

/** Whether the first row names the columns, and why. */
export function sniffHeader(rows: readonly (readonly string[])[]): {
  readonly header: boolean
  readonly reason: string
} {
  const [first, ...rest] = rows
  if (!first) return { header: true, reason: 'The table is empty.' }
  const below = (i: number) => rest.map(row => row[i] ?? '').filter(cell => cell !== '')
  const value = first.findIndex(
    (cell, i) => isValue(cell) && below(i).filter(isValue).length >= Math.max(1, below(i).length * 0.9),
  )
  if (value >= 0)
    return { header: false, reason: `The first row holds values ("${first[value]}"), so the columns have no names.` }
  const known = first.find(name => roleOfName(name) !== null)
  if (known !== undefined)
    return { header: true, reason: `The first row names the columns: "${known}" is such a name.` }
  if (rest.length === 0) return { header: true, reason: 'The only row is read as the names of the columns.' }
  for (let i = 0; i < first.length; i++) {
    const cells = below(i)
    if (cells.length > 0 && cells.filter(isValue).length >= cells.length * 0.9)
      return { header: true, reason: `Below "${first[i]}" stand numbers or dates, so the first row names the columns.` }
  }
  const again = first.findIndex((cell, i) => cell !== '' && rest.some(row => row[i] === cell))
  if (again >= 0)
    return {
      header: false,
      reason: `"${first[again]}" of the first row comes again below, so the columns have no names.`,
    }
  return { header: true, reason: 'Nothing of the first row comes again below, so it names the columns.' }
}

const isValue = (cell: string): boolean => {
  const text = cell.trim()
  if (text === '') return false
  const bytes = encodeUtf8(text)
  return (
    !Number.isNaN(parseNumber(bytes, 0, bytes.length, 46)) ||
    !Number.isNaN(parseNumber(bytes, 0, bytes.length, 44)) ||
    guessDate(text).length > 0
  )
}

/** Distinct names for columns: `column 3` for an empty one, ` (2)` behind the second of its kind. */
export function columnNames(cells: readonly string[]): {
  readonly names: readonly string[]
  readonly doubled: readonly string[]
  readonly unnamed: number
} {
  const used = new Set<string>()
  const doubled: string[] = []
  let unnamed = 0
  const names = cells.map((cell, i) => {
    let name = cell.trim()
    if (name === '') {
      name = `column ${i + 1}`
      unnamed++
    }
    if (used.has(name)) {
      doubled.push(name)
      let n = 2
      while (used.has(`${name} (${n})`)) n++
      name = `${name} (${n})`
    }
    used.add(name)
    return name
  })
  return { names, doubled, unnamed }
}
