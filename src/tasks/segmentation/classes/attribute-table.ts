import { elementTexts, textAt, uiActions } from '../../../log/ui-log.ts'
import type { Items } from '../items.ts'

/** What may tell elements apart, and with them classes. */
export const contextAttributes: readonly string[] = [
  ...elementTexts.filter(text => text !== 'application'),
  'column',
  'row',
]

/** Columns of codes by attribute, and a way to tell them. */
export interface AttributeTable {
  readonly codes: readonly Int32Array[]
  text(attribute: number, code: number): string
}

export function attributeTable({ ui, size, element, place }: Items): AttributeTable {
  const texts = contextAttributes.slice(0, -2).map(key => ui.elements[key as (typeof elementTexts)[number]])
  const codes = texts.map(({ codes }) => Int32Array.from(element, e => (e < 0 ? -1 : codes[e]!)))
  const position = (column: Int32Array) => {
    const found = new Int32Array(size)
    for (let i = 0; i < size; i++) found[i] = column[place[i]!]! || -1
    return found
  }
  return {
    codes: [...codes, position(ui.position.column), position(ui.position.row)],
    text: (attribute, code) => (code < 0 ? '' : (texts[attribute]?.dictionary.text(code) ?? String(code))),
  }
}

/** What every class says: the action and the application. */
export interface Bases {
  readonly code: Int32Array
  readonly texts: readonly string[]
}

export function internBases({ ui, size, action, sourceAction, element }: Items): Bases {
  const { application } = ui.elements
  const known = new Map<string, number>()
  const texts: string[] = []
  const code = new Int32Array(size)
  for (let i = 0; i < size; i++) {
    const app = element[i]! < 0 ? null : textAt(application, element[i]!)
    const word = sourceAction[i]! < 0 ? uiActions[action[i]!]! : ui.sourceAction.dictionary.text(sourceAction[i]!)
    const key = app === null ? word : `${word} | ${app}`
    let base = known.get(key)
    if (base === undefined) {
      known.set(key, (base = known.size))
      texts.push(key)
    }
    code[i] = base
  }
  return { code, texts }
}
