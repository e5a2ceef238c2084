import type { Selector, UiElement } from '../../log/ui-log.ts'
import { actionOf, plainText } from './action-logger-event.ts'
import type { RawUiEvent } from './raw-event.ts'
import type { Row } from './rows.ts'

/**
 * An event of a simulated UI log (Bosco et al., 2019): the activity is the action, `source` the application, with
 * Label, Value, Url, FileName, Sheet, Row and Column as they apply.
 */
export function simulatedEvent(row: Row, ordinal: number): Omit<RawUiEvent, 'time'> | null {
  const sourceAction = row('concept:name')
  if (sourceAction === null) return null
  const [line, letters] = [row('row'), row('column')]
  const isCell = line !== null && letters !== null && /^\d{1,7}$/.test(line) && /^[A-Z]{1,3}$/i.test(letters)
  const label = plainText(row('label'))
  const action = actionOf(sourceAction)
  const selectors: Selector[] = label === null || isCell ? [] : [{ kind: 'label', text: label }]
  const element: Partial<UiElement> = {
    application: row('source') ?? row('application'),
    document: row('filename'),
    page: row('url'),
    group: row('sheet'),
    role: isCell ? 'cell' : roleBy(sourceAction, label !== null),
    name: label,
    selectors,
  }
  return {
    ordinal,
    user: row('org:resource'),
    action,
    sourceAction,
    element,
    ...(isCell ? { row: Number(line), column: columnNumber(letters) } : {}),
    value: row('value'),
  }
}

function roleBy(action: string, labelled: boolean): string | null {
  const word = action.toLowerCase()
  if (word.includes('button')) return 'button'
  if (word.includes('link')) return 'link'
  return labelled && /^(insert|edit|paste|input|enter)/.test(word) ? 'textbox' : null
}

const columnNumber = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
