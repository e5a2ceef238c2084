import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import type { Selector, UiAction, UiElement } from '../../log/ui-log.ts'
import { plainText } from './action-logger-event.ts'
import { roleOf } from './html-role.ts'
import { headText, type JsonObject, listOf, numberOf, objectOf, readJson, textOf } from './json-document.ts'
import { keyAction, modifierOf } from './keys.ts'
import { lookup } from './lookup.ts'
import { type RawUiEvent, UiLogReader } from './raw-event.ts'
import { byStability } from './recorder-selectors.ts'
import type { UiFormat, UiReading, UiReadOptions } from './ui-format.ts'

/** Recordings of workflow-use: a workflow with steps, or the events of the extension as they were stored. */
export const workflowUse: UiFormat = {
  id: 'workflow-use',
  title: 'workflow-use (JSON)',
  extensions: ['json'],
  recognises(head) {
    const text = headText(head)
    if (/"messageType"\s*:\s*"CUSTOM_[A-Z_]+"/.test(text)) return 0.95
    if (!/^\s*\{/.test(text) || !/"steps"\s*:\s*\[/.test(text)) return 0
    const own = /"type"\s*:\s*"(navigation|input|key_press|select_change|select|scroll|extract|radio|checkbox|agent)"/
    const rest = /"(input_schema|workflow_analysis|cssSelector|elementTag|frameUrl|tabId)"\s*:/
    return own.test(text) && rest.test(text) ? 0.95 : 0
  },
  read,
}

const ACTIONS: Readonly<Record<string, UiAction>> = {
  navigation: 'navigate',
  click: 'click',
  input: 'enter',
  select: 'select',
  select_change: 'select',
  radio: 'select',
  key_press: 'key',
  scroll: 'scroll',
  scroll_update: 'scroll',
  extract: 'read',
  extract_page_content: 'read',
  CUSTOM_CLICK_EVENT: 'click',
  CUSTOM_INPUT_EVENT: 'enter',
  CUSTOM_SELECT_EVENT: 'select',
  CUSTOM_KEY_EVENT: 'key',
  EXTRACTION_STEP: 'read',
  CUSTOM_TAB_CREATED: 'open',
  CUSTOM_TAB_UPDATED: 'navigate',
  CUSTOM_TAB_ACTIVATED: 'switch',
  CUSTOM_TAB_REMOVED: 'close',
}

async function read(source: ByteSource, options: UiReadOptions): Promise<UiReading> {
  const json = await readJson(source, options)
  const workflow = objectOf(json)
  const reader = new UiLogReader(options)
  const name = textOf(workflow?.['name'])
  await reader.beginRecording(name ?? source.name, workflowUse.id)
  const steps = stepsOf(json)
  if (steps === null)
    throw new FormatError('A recording of workflow-use has a list "steps", or events by tab.', { file: source.name })
  for (const [i, item] of steps.entries()) {
    const step = objectOf(item)
    const type = step === null ? null : (textOf(step['type']) ?? textOf(step['messageType']))
    const kind = step !== null && typeof step['messageType'] === 'string' ? textOf(step['messageType']) : type
    if (step === null || kind === null) {
      reader.problems.add('no-action', 'Steps without a type were left out.', { row: i + 1 }, 'loss')
      continue
    }
    if (kind === 'RRWEB_EVENT') {
      reader.problems.add(
        'no-interaction',
        'Changes of the page are no interactions; left out.',
        { row: i + 1 },
        'info',
      )
      continue
    }
    const event = eventOf(step, kind, i)
    if (event !== null) await reader.add(name === null ? event : { ...event, task: name, run: '1' })
  }
  return reader.finish(name ?? source.name)
}

/** Steps of a workflow, events of a list, or those of all tabs by their times. */
function stepsOf(json: unknown): readonly unknown[] | null {
  if (Array.isArray(json)) return json
  const object = objectOf(json)
  if (object === null) return null
  if (Array.isArray(object['steps'])) return object['steps']
  if (Array.isArray(object['events'])) return object['events']
  const tabs = Object.values(object).flatMap(tab => listOf(objectOf(tab)?.['events']))
  if (tabs.length === 0) return null
  const time = (item: unknown) => numberOf(objectOf(item)?.['timestamp']) ?? 0
  return tabs
    .map((item, i) => ({ item, i }))
    .sort((a, b) => time(a.item) - time(b.item) || a.i - b.i)
    .map(({ item }) => item)
}

function eventOf(step: JsonObject, kind: string, ordinal: number): RawUiEvent | null {
  const stamp = numberOf(step['timestamp'])
  const time = stamp === null || stamp <= 0 ? {} : { time: stamp }
  const base = { ordinal, ...time, element: elementOf(step) }
  if (kind === 'key_press' || kind === 'CUSTOM_KEY_EVENT') {
    const keys = (textOf(step['key']) ?? '').split('+')
    const modifiers = new Set(keys.slice(0, -1).flatMap(key => modifierOf(key) ?? []))
    return { ...base, ...keyAction(keys.at(-1) ?? '', modifiers) }
  }
  if (kind === 'checkbox')
    return { ...base, action: step['checked'] === false ? 'uncheck' : 'check', sourceAction: kind }
  const chosen = textOf(step['selectedText']) ?? textOf(step['selectedOption']) ?? textOf(step['selectedValue'])
  const action = lookup(ACTIONS, kind) ?? 'other'
  return {
    ...base,
    action,
    sourceAction: kind,
    value: action === 'enter' || action === 'select' ? (chosen ?? textOf(step['value'])) : null,
    secret: /\[type=["']?password/i.test(textOf(step['cssSelector']) ?? ''),
  }
}

function elementOf(step: JsonObject): Partial<UiElement> {
  const css = textOf(step['cssSelector'])
  const path = textOf(step['xpath'])
  const label = plainText(textOf(step['targetText']) ?? textOf(step['fieldName']))
  const tag = textOf(step['elementTag'])
  const id = /^id\("([^"]+)"\)$|@id=["']([^"']+)["']\]$/.exec(path ?? '') ?? /#((?:[\w-]|\\.)+)$/.exec(css ?? '')
  const identifier = id ? (id[1] ?? id[2] ?? null) : (/\[name=["']?([^"'\]]+)/.exec(css ?? '')?.[1] ?? null)
  const isStatic = /^(a|button|label|h\d|option|li|th)$/i.test(tag ?? '')
  const selectors: Selector[] = []
  if (id && identifier !== null) selectors.push({ kind: 'id', text: identifier })
  if (label !== null) selectors.push({ kind: 'label', text: label })
  if (css !== null) selectors.push({ kind: 'css', text: css })
  if (path !== null) selectors.push({ kind: 'xpath', text: path })
  const frame = textOf(step['frameUrl'])
  const page = textOf(step['url'])
  return {
    application: 'Chrome',
    window: textOf(step['title']),
    page: page ?? frame,
    group: frame !== null && page !== null && frame !== page ? `frame ${frame.replace(/[?#].*$/, '')}` : null,
    role: tag === null ? null : roleOf(tag, /\[type=["']?(\w+)/.exec(css ?? '')?.[1] ?? null),
    name: label ?? (isStatic ? plainText(textOf(step['elementText'])) : null),
    identifier,
    selectors: byStability(selectors),
  }
}
