import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import type { UiElement } from '../../log/ui-log.ts'
import { headText, type JsonObject, listOf, numberOf, objectOf, readJson, textOf } from './json-document.ts'
import { keyAction, modifierOf } from './keys.ts'
import { type RawUiEvent, UiLogReader } from './raw-event.ts'
import { elementOfSelectors } from './recorder-selectors.ts'
import type { UiFormat, UiReading, UiReadOptions } from './ui-format.ts'

const OWN_TYPES =
  /"type"\s*:\s*"(setViewport|navigate|change|keyDown|keyUp|doubleClick|customStep|waitForElement|waitForExpression|emulateNetworkConditions|hover|close)"/

/** User flows of the Recorder panel of Chrome DevTools (the format of @puppeteer/replay): JSON without times. */
export const chromeRecorder: UiFormat = {
  id: 'chrome-recorder',
  title: 'Chrome DevTools Recorder (JSON)',
  extensions: ['json'],
  recognises(head) {
    const text = headText(head)
    if (!/^\s*\{/.test(text) || !/"title"\s*:/.test(text) || !/"steps"\s*:\s*\[/.test(text)) return 0
    return OWN_TYPES.test(text) || /"selectors"\s*:\s*\[/.test(text) || /"steps"\s*:\s*\[\s*\]/.test(text) ? 0.95 : 0
  },
  read,
}

async function read(source: ByteSource, options: UiReadOptions): Promise<UiReading> {
  const flow = objectOf(await readJson(source, options))
  if (flow === null || !Array.isArray(flow['steps']))
    throw new FormatError('A recording of the Chrome Recorder has a list "steps".', {
      file: source.name,
      fix: 'Export it from the Recorder panel as JSON.',
    })
  const title = textOf(flow['title'])
  const reader = new UiLogReader(options)
  await reader.beginRecording(title ?? source.name, chromeRecorder.id)
  const flowReader = new FlowReader(title)
  for (const [i, item] of listOf(flow['steps']).entries()) {
    const step = objectOf(item)
    const type = step === null ? null : textOf(step['type'])
    if (step === null || type === null) {
      reader.problems.add('no-action', 'Steps without a type were left out.', { row: i + 1 }, 'loss')
      continue
    }
    if (SETTINGS.has(type)) {
      reader.problems.add(
        'no-interaction',
        'Steps that set up or check something are no interactions; left out.',
        { row: i + 1, value: type },
        'info',
      )
      continue
    }
    const event = flowReader.event(step, type, i)
    if (event !== null) await reader.add(event)
  }
  return reader.finish(title ?? source.name)
}

const SETTINGS: ReadonlySet<string> = new Set([
  'setViewport',
  'emulateNetworkConditions',
  'waitForElement',
  'waitForExpression',
])

/** Follows the page and the keys that are held from step to step. */
class FlowReader {
  private readonly task: string | null
  private page: string | null = null
  private window: string | null = null
  private readonly held = new Set<string>()

  constructor(task: string | null) {
    this.task = task
  }

  event(step: JsonObject, type: string, ordinal: number): RawUiEvent | null {
    const part = this.action(step, type)
    if (part === null) return null
    const [x, y] = [numberOf(step['x'] ?? step['offsetX']), numberOf(step['y'] ?? step['offsetY'])]
    const event: RawUiEvent = {
      ordinal,
      ...part,
      element: {
        application: 'Chrome',
        window: this.window,
        page: this.page,
        group: frameOf(step),
        ...(part.element ?? {}),
      },
      ...(x === null ? {} : { x }),
      ...(y === null ? {} : { y }),
      ...(this.task === null ? {} : { task: this.task, run: '1' }),
    }
    this.follow(step)
    return event
  }

  private action(step: JsonObject, type: string): Omit<RawUiEvent, 'ordinal'> | null {
    const element: Partial<UiElement> = elementOfSelectors(listOf(step['selectors']))
    const value = textOf(step['value'])
    switch (type) {
      case 'navigate':
        this.page = textOf(step['url'])
        this.window = null
        return { action: 'navigate', sourceAction: type }
      case 'click':
        return { action: step['button'] === 'secondary' ? 'context-click' : 'click', sourceAction: type, element }
      case 'doubleClick':
        return { action: 'double-click', sourceAction: type, element }
      case 'change': {
        if (element.role === 'checkbox')
          return { action: value === 'false' ? 'uncheck' : 'check', sourceAction: type, element }
        const chosen = element.role === 'combobox' || element.role === 'listbox'
        return { action: chosen ? 'select' : 'enter', sourceAction: type, element, value }
      }
      case 'keyDown':
      case 'keyUp': {
        const key = textOf(step['key']) ?? ''
        const modifier = modifierOf(key)
        if (modifier !== null && type === 'keyDown') this.held.add(modifier)
        if (modifier !== null && type === 'keyUp') this.held.delete(modifier)
        // a key that comes up tells nothing that its going down did not
        return modifier !== null || type === 'keyUp' ? null : keyAction(key, this.held)
      }
      case 'hover':
        return { action: 'hover', sourceAction: type, element }
      case 'scroll':
        return { action: 'scroll', sourceAction: type, element }
      case 'close':
        return { action: 'close', sourceAction: type }
      default:
        return { action: 'other', sourceAction: type, element }
    }
  }

  /** A step may say where it led. */
  private follow(step: JsonObject): void {
    for (const item of listOf(step['assertedEvents'])) {
      const asserted = objectOf(item)
      if (asserted?.['type'] !== 'navigation') continue
      this.page = textOf(asserted['url']) ?? this.page
      this.window = textOf(asserted['title'])
    }
  }
}

function frameOf(step: JsonObject): string | null {
  const frame = listOf(step['frame']).filter(index => typeof index === 'number')
  return frame.length === 0 ? null : `frame ${frame.join('.')}`
}
