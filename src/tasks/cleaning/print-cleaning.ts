import { noiseKinds } from '../../log/step-log.ts'
import { uiActions } from '../../log/ui-log.ts'
import { printUiEvent } from '../../log/ui-notation.ts'
import type { Cleaning } from './cleaning.ts'

/**
 * What has become of a log, for tests and docs: a line an event that stands, with the lines of the picture that it stands
 * for (from 1), and a line each that is noise: `1+2 ann | Excel | copy cell B2 = 4711`, `3 redundant`.
 */
export function printCleaning(cleaning: Cleaning): string {
  const { ui } = cleaning
  const lines: string[] = []
  const parts = new Map<number, number[]>()
  for (let row = 0; row < ui.eventCount; row++) {
    const standing = cleaning.standsIn(row)
    parts.set(standing, [...(parts.get(standing) ?? []), row + 1])
  }
  for (let row = 0; row < ui.eventCount; row++) {
    const rows = parts.get(row)
    if (rows === undefined) continue
    const noise = noiseKinds[cleaning.noise[row]!]!
    const picture = printUiEvent(ui, row, {
      action: uiActions[cleaning.action[row]!]!,
      element: cleaning.element[row]!,
      place: cleaning.place[row]!,
      value: cleaning.value[row]!,
    })
    lines.push(`${rows.join('+')} ${noise === 'none' ? picture : noise}`)
  }
  return lines.join('\n')
}
