import { textAt, type UiElements, type UiLog } from '../../log/ui-log.ts'

/**
 * Numbers the places that events act upon: an element with its position in a table or form. -1 where the element cannot
 * be told from its neighbours (no label that was not masked whole, identifier, selector or position), so that nothing is concluded from it.
 */
export function targetsOf(ui: UiLog): Int32Array {
  const { elements, element, position } = ui
  const target = new Int32Array(ui.eventCount).fill(-1)
  const places = new Map<number | string, number>()
  const targets = new Map<number, number>()
  for (let row = 0; row < ui.eventCount; row++) {
    const e = element[row]!
    if (e < 0) continue
    const placed = position.row[row]! > 0 || position.column[row]! > 0
    const told =
      names(elements, e) ||
      elements.identifier.codes[e]! >= 0 ||
      elements.selectorOffsets[e]! < elements.selectorOffsets[e + 1]!
    if (!placed && !told) continue
    const place = placed ? numberOf(places, placeKey(ui, row)) + 1 : 0
    // below 2^53: at most 2^31 elements and, in fact, far fewer than 2^22 places
    target[row] = numberOf(targets, place * elements.size + e)
  }
  return target
}

/** Whether an element has a label that tells it from others: one that was masked whole may be any of them. */
function names({ name }: UiElements, e: number): boolean {
  const label = textAt(name, e)
  return label !== null && !/^(\{[^{}]+\}\s*)+$/.test(label)
}

function placeKey({ position }: UiLog, row: number): number | string {
  const { row: r, column: c, rows, columns } = position
  if (rows[row]! <= 1 && columns[row]! <= 1) return r[row]! * 65_536 + c[row]!
  return `${r[row]}:${c[row]}:${rows[row]}:${columns[row]}`
}

function numberOf<K>(numbers: Map<K, number>, key: K): number {
  let number = numbers.get(key)
  if (number === undefined) {
    number = numbers.size
    numbers.set(key, number)
  }
  return number
}
