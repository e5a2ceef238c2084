import type { ByteSource } from '../../base/platform.ts'
import type { Selector, UiAction, UiElement } from '../../log/ui-log.ts'
import { roleOf } from './html-role.ts'
import { headText, type JsonObject, jsonLines, listOf, numberOf, objectOf, textOf } from './json-document.ts'
import { keyAction, modifierOf } from './keys.ts'
import { lookup } from './lookup.ts'
import { type RawUiEvent, UiLogReader } from './raw-event.ts'
import { byStability, elementOfSelectors } from './recorder-selectors.ts'
import type { UiFormat, UiReading, UiReadOptions } from './ui-format.ts'

/** What `playwright codegen --target=jsonl` writes: a line of options, then one action a line. */
export const playwrightCodegen: UiFormat = {
  id: 'playwright-codegen',
  title: 'Playwright codegen (JSON lines)',
  extensions: ['jsonl', 'json'],
  recognises(head) {
    const text = headText(head)
    if (!/^\s*\{/.test(text)) return 0
    const header = /^\s*\{[^\n]*"browserName"\s*:[^\n]*"(launchOptions|contextOptions)"\s*:/.test(text)
    const action = /^\s*\{[^\n]*"name"\s*:\s*"\w+"[^\n]*"signals"\s*:\s*\[[^\n]*"pageAlias"\s*:/m.test(text)
    return header || action ? 0.95 : 0
  },
  read,
}

const ACTIONS: Readonly<Record<string, UiAction>> = {
  openPage: 'open',
  closePage: 'close',
  navigate: 'navigate',
  click: 'click',
  fill: 'enter',
  check: 'check',
  uncheck: 'uncheck',
  select: 'select',
  hover: 'hover',
  setInputFiles: 'upload',
}

async function read(source: ByteSource, options: UiReadOptions): Promise<UiReading> {
  const reader = new UiLogReader(options)
  await reader.beginRecording(source.name, playwrightCodegen.id)
  const pages = new Map<string, string>()
  let browser = 'Browser'
  let ordinal = 0
  for await (const { value, line } of jsonLines(source, options, reader)) {
    const name = textOf(value['name'])
    if (name === null && 'browserName' in value) {
      browser = textOf(value['browserName']) ?? browser
      continue
    }
    const row = ordinal++
    if (name === null) {
      reader.problems.add('no-action', 'Lines without an action were left out.', { line }, 'loss')
      continue
    }
    if (name.startsWith('assert')) {
      reader.problems.add(
        'no-interaction',
        'Checks of the page are no interactions; left out.',
        { line, value: name },
        'info',
      )
      continue
    }
    const alias = textOf(value['pageAlias']) ?? 'page'
    if (name === 'openPage' || name === 'navigate') pages.set(alias, textOf(value['url']) ?? '')
    await reader.add(eventOf(value, name, row, browser, pages.get(alias) || null))
    const led = listOf(value['signals']).flatMap(signal => textOf(objectOf(signal)?.['url']) ?? [])
    if (led.length > 0) pages.set(alias, led.at(-1)!)
  }
  return reader.finish(source.name)
}

function eventOf(
  step: JsonObject,
  name: string,
  ordinal: number,
  application: string,
  page: string | null,
): RawUiEvent {
  const element: Partial<UiElement> = { application, page, ...elementOf(step) }
  const stamp = numberOf(step['startTime']) ?? numberOf(step['timestamp'])
  // clocks of a browser begin with the page; only what can be a date is one
  const base = { ordinal, element, ...(stamp !== null && stamp > 1e11 ? { time: stamp } : {}) }
  if (name === 'press') {
    const keys = (textOf(step['key']) ?? '').split('+')
    const held = new Set(keys.slice(0, -1).flatMap(key => modifierOf(key) ?? []))
    const bits = numberOf(step['modifiers']) ?? 0
    for (const [bit, modifier] of [
      [1, 'Alt'],
      [2, 'Control'],
      [4, 'Meta'],
      [8, 'Shift'],
    ] as const)
      if (bits & bit) held.add(modifier)
    return { ...base, ...keyAction(keys.at(-1) ?? '', held) }
  }
  if (name === 'click') {
    const double = (numberOf(step['clickCount']) ?? 1) >= 2
    const action = step['button'] === 'right' ? 'context-click' : double ? 'double-click' : 'click'
    const at = objectOf(step['position'])
    const [x, y] = [numberOf(at?.['x']), numberOf(at?.['y'])]
    return { ...base, action, sourceAction: name, ...(x === null || y === null ? {} : { x, y }) }
  }
  const chosen = listOf(step['options']).flatMap(option => textOf(option) ?? [])
  const value = name === 'select' ? chosen.join(', ') || null : name === 'fill' ? textOf(step['text']) : null
  return { ...base, action: lookup(ACTIONS, name) ?? 'other', sourceAction: name, value }
}

/** By the selector; the frame around it is part of that, or the last one of `framePath`. */
function elementOf(step: JsonObject): Partial<UiElement> {
  const selector = textOf(step['selector'])
  if (selector === null) return {}
  const parts = selector.split(/\s*>>\s*/)
  const own =
    parts.filter(part => !/^(nth=|internal:(control|and|or|has|has-not)=|visible=)/.test(part)).at(-1) ?? selector
  const frame = parts.find(part => part === 'internal:control=enter-frame')
  const role = /^internal:role=(\w+)/.exec(own)
  const called = /\[name="((?:[^"\\]|\\.)*)"[is]?\]/.exec(own)?.[1]
  const name = called === undefined ? null : unescaped(called)
  const attribute = /^internal:(?:attr|testid)=\[([\w-]+)="((?:[^"\\]|\\.)*)"[is]?\]/.exec(own)
  const label = /^internal:(label|text)="((?:[^"\\]|\\.)*)"[is]?/.exec(own)
  const group = frame === undefined ? textOf(listOf(step['framePath']).at(-1)) : (parts[0] ?? null)
  const spoken = (kind: Selector['kind'], text: string, of: Partial<UiElement>): Partial<UiElement> => ({
    group,
    selectors: byStability([
      { kind, text },
      { kind: 'css', text: selector },
    ]),
    ...of,
  })
  if (role) return spoken('aria', `${name ?? ''}[role="${role[1]}"]`, { role: role[1]!, name })
  if (label) {
    const said = unescaped(label[2]!)
    return spoken(label[1] === 'label' ? 'label' : 'text', said, {
      name: said,
      role: label[1] === 'label' ? 'textbox' : null,
    })
  }
  if (attribute) {
    const [, key, quoted] = attribute
    const text = unescaped(quoted!)
    if (/^data-/.test(key!)) return spoken('testid', text, { identifier: text })
    return spoken('label', text, { name: text, role: key === 'placeholder' ? 'textbox' : key === 'alt' ? 'img' : null })
  }
  const css = own.startsWith('css=') ? own.slice(4) : own
  const found = elementOfSelectors([css.startsWith('xpath=') ? `xpath/${css.slice(6)}` : css])
  return { ...found, group, role: found.role ?? roleOf(null, null) }
}

const unescaped = (text: string) => text.replace(/\\(.)/g, '$1')
