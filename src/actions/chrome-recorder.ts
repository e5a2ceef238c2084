import type { UiElement } from '../log/ui-log.ts'
import type { Procedure, ProcedureStep, ValueSource } from '../tasks/procedure/procedure.ts'
import { evaluate } from '../tasks/transformations/index.ts'
import { evidenceOf } from './evidence.ts'
import { isMasked } from './masked-text.ts'
import type { Output, OutputKind } from './output.ts'
import { sampleRows } from './sample-values.ts'

/**
 * A user flow of the Chrome DevTools Recorder (schema of @puppeteer/replay): opens in the browser's own recorder and in
 * everything that reads its JSON. It has no parameters, so it carries one row of invented values.
 */
export const chromeRecorder: OutputKind = {
  id: 'chrome-recorder',
  title: 'Chrome Recorder flow (JSON)',
  state: 'runs',
  make,
}

function make(procedure: Procedure): Output {
  const row = sampleRows(procedure, 1)[0] ?? {}
  const toDo: string[] = ['Replace the invented values: a flow of the Recorder has no parameters.']
  const steps: object[] = [
    {
      type: 'setViewport',
      width: 1280,
      height: 800,
      deviceScaleFactor: 1,
      isMobile: false,
      hasTouch: false,
      isLandscape: false,
    },
  ]
  let page: string | null = null
  for (const step of procedure.steps) {
    if (step.reads !== null) continue
    const here = step.element?.page ?? null
    if (page === null && here !== null && step.action !== 'navigate') {
      steps.push({ type: 'navigate', url: here })
      page = here
    }
    const made = flowStep(step, row)
    if (made === null) toDo.push(`"${step.label}" is no action of the Recorder, or has nothing to be found by.`)
    else steps.push(made)
    if (step.share < 0.95)
      toDo.push(`"${step.label}" is done in ${Math.round(step.share * 100)} % of runs only: a flow has no conditions.`)
    if (step.irreversible) toDo.push(`"${step.label}" cannot be taken back: run it against test data.`)
  }
  const content = `${JSON.stringify({ title: procedure.name, timeout: 10_000, steps, evidence: evidenceOf(procedure) }, null, 2)}\n`
  return { files: [{ path: `${procedure.id}.json`, content }], toDo }
}

function flowStep(step: ProcedureStep, row: Readonly<Record<string, string>>): object | null {
  const { element, action } = step
  if (action === 'navigate') return element?.page ? { type: 'navigate', url: element.page } : null
  const selectors = element ? selectorsOf(element) : []
  if (selectors.length === 0) return null
  const target = { target: 'main', selectors }
  const click = { ...target, offsetX: 1, offsetY: 1 }
  switch (action) {
    case 'enter':
    case 'paste':
    case 'select':
      return { type: 'change', ...target, value: sampleOf(step.value, row) }
    case 'double-click':
      return { type: 'doubleClick', ...click }
    case 'hover':
      return { type: 'hover', ...target }
    case 'context-click':
      return { type: 'click', ...click, button: 'secondary' }
    case 'click':
    case 'check':
    case 'uncheck':
    case 'submit':
    case 'save':
      return { type: 'click', ...click }
    default:
      return null
  }
}

/** The value for one row; what a person or a vault has to give is a placeholder. */
export function sampleOf(source: ValueSource | null, row: Readonly<Record<string, string>>): string {
  if (source === null) return ''
  switch (source.kind) {
    case 'parameter':
    case 'unknown':
      return row[source.name] ?? ''
    case 'constant':
      return source.text
    case 'computed':
      return (
        evaluate(
          source.program,
          source.from.map(part => sampleOf(part, row)),
        ) ?? ''
      )
    case 'read':
      return `{${source.step}}`
    case 'secret':
      return `{${source.name}}`
  }
}

/** Alternatives as the schema writes them: `aria/`, CSS, `xpath/`, `text/`. */
function selectorsOf(element: UiElement): readonly (readonly string[])[] {
  const found: string[] = []
  const by = (kind: string) =>
    element.selectors.filter(({ kind: own, text }) => own === kind && !isMasked(text)).map(({ text }) => text)
  const quoted = (text: string) => JSON.stringify(text)
  for (const text of by('testid')) found.push(`[data-testid=${quoted(text)}]`)
  for (const text of [...by('aria'), ...by('label')]) found.push(`aria/${text}`)
  if (element.name && !isMasked(element.name)) found.push(`aria/${element.name}`)
  for (const text of by('id')) found.push(`[id=${quoted(text)}]`)
  for (const text of by('name')) found.push(`[name=${quoted(text)}]`)
  found.push(...by('css'))
  for (const text of by('xpath')) found.push(`xpath/${text}`)
  for (const text of by('text')) found.push(`text/${text}`)
  return [...new Set(found)].map(selector => [selector])
}
