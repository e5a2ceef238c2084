import { nameWords } from '../base/name-words.ts'
import { valueClasses } from '../log/masked.ts'
import { Names } from '../log/naming.ts'
import { type ElementText, textAt, type UiLog } from '../log/ui-log.ts'
import { UI_WORDS } from './ui-words.ts'

/** An element stands among others of the same of these. */
const PLACE: readonly ElementText[] = ['application', 'document', 'window', 'page', 'group']
/** Elements of one name that are one field: a person takes one of them. */
const ALTERNATIVES = new Set(['radio', 'option', 'checkbox', 'menuitemradio', 'menuitemcheckbox'])

/**
 * The business object that each event writes or reads, by row: what the element of a carried value is called, null = none.
 * An element names none where its words only say what kind of control it is or who signs in (`SingleLine`, `Password`), and
 * where only numbers tell it from others of its name: a cell, whose name is that of its table. (Rebmann & van der Aa, 2023:
 * objects from what elements with values are called, without words of user interfaces.)
 */
export function businessObjects(log: UiLog, names: Names = new Names()): (string | null)[] {
  const byElement = objectNames(log, names)
  const carries = Array.from(log.values.class, code => valueClasses[code] !== 'empty')
  return Array.from(log.value, (value, row) =>
    value >= 0 && carries[value] && log.element[row]! >= 0 ? byElement[log.element[row]!]! : null,
  )
}

/** Objects of these rows, the one of most rows first, ties by their first row. */
export function objectsOf(objects: readonly (string | null)[], rows: Iterable<number>): string[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const object = objects[row] ?? null
    if (object !== null) counts.set(object, (counts.get(object) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([object]) => object)
}

function objectNames({ elements }: UiLog, names: Names): (string | null)[] {
  const fields = Array.from({ length: elements.size }, (_, at) => names.field(elements, at))
  const numbered = new Map<string, Set<string>>()
  const keyOf = (at: number) => JSON.stringify([fields[at]!.name, ...PLACE.map(column => elements[column].codes[at]!)])
  const isCell = (at: number) => fields[at]!.number !== '' && !ALTERNATIVES.has(textAt(elements.role, at) ?? '')
  fields.forEach((field, at) => {
    if (field === null || !isCell(at)) return
    const key = keyOf(at)
    if (!numbered.has(key)) numbered.set(key, new Set())
    numbered.get(key)!.add(field.number)
  })
  return fields.map((field, at) => {
    if (field === null || !saysWhat(field.name)) return null
    return isCell(at) && numbered.get(keyOf(at))!.size > 1 ? null : field.name
  })
}

/** Whether any word of the name is neither masked (`{text}`), nor a word of user interfaces, nor a number. */
const saysWhat = (name: string): boolean =>
  nameWords(name.replace(/\{[^{}]*\}/g, ' '))
    .replace(/\d+/g, ' ')
    .replace(/user name/g, 'username')
    .split(' ')
    .some(word => word !== '' && !UI_WORDS.has(word))
