import { compareText } from '../../base/sort.ts'
import { formatDuration } from '../../base/time.ts'
import type { Procedure, ProcedureStep, StepKind, ValueSource } from '../../tasks/procedure/procedure.ts'
import { baseText, counted, evidenceText, peopleText, percent } from '../evidence.ts'
import { conditionText, valueText } from '../value-text.ts'
import { type Block, type DocumentModel, heading, list, note, paragraph, subheading, table } from './document.ts'
import { screensOf, stepNumber, wireframeOf } from './wireframe.ts'

/** Variants and exceptions that are listed one by one. */
const LISTED = 10

/** Screens that are sketched. */
const SKETCHED = 100

/** A procedure as a process definition document that is also a work instruction. */
export function processDocument(procedure: Procedure): DocumentModel {
  return {
    title: procedure.name,
    subtitle: 'Process definition and work instruction',
    blocks: [
      ...purpose(procedure),
      ...systems(procedure),
      ...data(procedure),
      ...work(procedure),
      ...variants(procedure),
      ...exceptions(procedure),
      ...controls(procedure),
      ...effort(procedure),
      heading('What is not known'),
      list(unknowns(procedure)),
      heading('Evidence'),
      paragraph(evidenceText(procedure)),
      heading('Review'),
      table(
        ['Role', 'Name', 'Date'],
        [
          ['Owner of the process', '', ''],
          ['Somebody who does the work', '', ''],
        ],
      ),
    ],
  }
}

function purpose(procedure: Procedure): readonly Block[] {
  const { name, applications, steps } = procedure
  const where = applications.length === 0 ? '' : ` in ${applications.join(', ')}`
  const ends = steps.length === 0 ? '' : ` It begins with “${steps[0]!.label}” and ends with “${steps.at(-1)!.label}”.`
  return [
    heading('Purpose'),
    paragraph(`“${name}” is work that people do by hand${where}.${ends} Recorded in ${baseText(procedure)}.`),
    note('Why the work is done, and for whom, is in no recording: to be added by the owner of the process.'),
  ]
}

function systems({ steps }: Procedure): readonly Block[] {
  const rows = new Map<string, { readonly application: string; readonly place: string; steps: number }>()
  for (const { element } of steps) {
    if (!element) continue
    const [application, place] = [element.application ?? '', element.page ?? element.window ?? element.document ?? '']
    const key = JSON.stringify([application, place])
    const row = rows.get(key) ?? { application, place, steps: 0 }
    row.steps++
    rows.set(key, row)
  }
  const sorted = [...rows.values()].sort(
    (a, b) => compareText(a.application, b.application) || compareText(a.place, b.place),
  )
  return [
    heading('Systems'),
    sorted.length === 0
      ? paragraph('The recordings name no system.')
      : table(
          ['Application', 'Page, window or document', 'Steps'],
          sorted.map(({ application, place, steps: count }) => [application || '–', place || '–', String(count)]),
        ),
  ]
}

function data({ parameters, steps }: Procedure): readonly Block[] {
  const secrets = [...new Set(steps.flatMap(({ value }) => (value?.kind === 'secret' ? [value.name] : [])))]
  return [
    heading('Data'),
    parameters.length === 0
      ? paragraph('The work needs no input that varies.')
      : table(
          ['Input', 'Class', 'Shape', 'Comes from'],
          parameters.map(({ name, class: kind, shape, from, byPerson }) => [
            name,
            kind,
            shape || '–',
            byPerson ? 'a person' : from,
          ]),
        ),
    ...(parameters.length === 0
      ? []
      : [paragraph('In a shape A is a capital, a a small letter, 9 a digit; runs of more than four are cut.')]),
    ...(secrets.length === 0 ? [] : [note(`Credentials, from a vault and never from a file: ${secrets.join(', ')}.`)]),
  ]
}

const BY: Readonly<Record<StepKind, string>> = {
  rule: 'bot or person',
  checkable: 'person or agent, checked',
  judgement: 'person',
}

function work(procedure: Procedure): readonly Block[] {
  const screens = screensOf(procedure)
  const blocks: Block[] = [heading('Steps')]
  if (screens.length > SKETCHED)
    blocks.push(note(`The work goes through ${screens.length} screens; the first ${SKETCHED} are sketched.`))
  screens.forEach((screen, i) => {
    const where = [screen.application, screen.place].filter(Boolean).join(', ')
    blocks.push(subheading(`Screen ${i + 1}: ${where || 'place not known'}`))
    const wireframe = i < SKETCHED ? wireframeOf(screen, procedure) : null
    if (wireframe) blocks.push({ kind: 'wireframe', wireframe, caption: CAPTIONS[wireframe.arranged] })
    blocks.push(table(['No.', 'What to do', 'Value', 'When', 'Done by'], screen.steps.map(stepRow)))
  })
  return blocks
}

const CAPTIONS = {
  pointer: 'Sketch made of roles, labels and positions of the pointer; numbers are steps.',
  order: 'Sketch made of roles and labels, in order of use: positions were not recorded. Numbers are steps.',
  sheet: 'Sketch of the columns that are used; numbers are steps.',
} as const

function stepRow(step: ProcedureStep): readonly string[] {
  const row = step.cell ? (step.cell.row === null ? ' (the next row)' : ` (row ${step.cell.row})`) : ''
  return [
    stepNumber(step),
    `${step.label}${row}${step.irreversible ? ' (cannot be taken back)' : ''}`,
    step.value ? valueText(step.value) : step.reads === null ? '' : `gives ${step.reads}`,
    step.condition
      ? `${conditionText(step.condition)} (${percent(step.share)})`
      : step.share < 0.95
        ? `in ${percent(step.share)} of runs`
        : 'always',
    BY[step.kind],
  ]
}

function variants({ variants: all }: Procedure): readonly Block[] {
  const rest = all.slice(LISTED)
  const share = rest.reduce((sum, one) => sum + one.share, 0)
  return [
    heading('Variants'),
    all.length === 0
      ? paragraph('No whole run was seen.')
      : table(
          ['Variant', 'Steps', 'Share of runs'],
          all
            .slice(0, LISTED)
            .map(({ steps, share: own }, i) => [
              String(i + 1),
              steps.map(id => id.replace(/^s/, '')).join(' → ') || 'none',
              percent(own),
            ]),
        ),
    ...(rest.length === 0
      ? []
      : [paragraph(`${counted(rest.length, 'more variant')} with ${percent(share)} of runs.`)]),
  ]
}

function exceptions({ exceptions: all }: Procedure): readonly Block[] {
  return [
    heading('Exceptions'),
    all.length === 0
      ? paragraph('None was seen; that does not say that there is none.')
      : table(
          ['What people did besides', 'Instances', 'Share'],
          all.slice(0, 2 * LISTED).map(({ label, instances, share }) => [label, String(instances), percent(share)]),
        ),
    ...(all.length > 2 * LISTED ? [paragraph(`${all.length - 2 * LISTED} rarer ones are left out.`)] : []),
  ]
}

function controls({ steps }: Procedure): readonly Block[] {
  const final = steps.filter(({ irreversible }) => irreversible)
  const checked = steps.filter(({ kind }) => kind === 'checkable')
  const judged = steps.filter(({ kind }) => kind === 'judgement')
  const named = (some: readonly ProcedureStep[]) => some.map(step => `${stepNumber(step)} “${step.label}”`).join(', ')
  const items = [
    ...(final.length === 0 ? [] : [`Cannot be taken back: ${named(final)}. Compare all values with the input before.`]),
    ...checked.map(step => `Check the result of ${named([step])}: ${step.because}.`),
    ...judged.map(step => `Left to a person: ${named([step])}: ${step.because}.`),
  ]
  return [
    heading('Controls'),
    items.length === 0 ? paragraph('No step is known to need a control.') : list(items),
    ...(final.length === 0
      ? []
      : [
          note(
            'Four eyes: whether a second person has to release what cannot be taken back is in no recording; the owner decides. It needs two accounts.',
          ),
        ]),
  ]
}

function effort({ handsOnMs, base }: Procedure): readonly Block[] {
  return [
    heading('Effort'),
    table(
      ['Measure', 'Value'],
      [
        [
          'Hands-on time of a run, median',
          Number.isNaN(handsOnMs) ? 'not known: no usable times' : formatDuration(handsOnMs),
        ],
        ['Runs seen', String(base.instances)],
        ['Days with runs', String(base.days)],
        ['People', peopleText(base.people)],
        ['Share of the recorded hands-on time', percent(base.coverage)],
      ],
    ),
    paragraph('Hands-on time is the sum of the gaps between consecutive events, each counted up to 60 s.'),
  ]
}

function unknowns({ steps, exceptions: seen, parameters }: Procedure): readonly string[] {
  const found = steps.flatMap(step => [
    ...(step.value?.kind === 'unknown' ? [valueUnknown(step, step.value)] : []),
    ...(step.share < 0.95 && !step.condition
      ? [`When ${stepNumber(step)} “${step.label}” is done: the input does not tell.`]
      : []),
  ])
  return [
    ...found,
    ...parameters.filter(({ shape }) => shape === '').map(({ name }) => `What “${name}” looks like.`),
    ...(seen.length === 0 ? [] : ['What brings the exceptions about, and what has to be done then.']),
    'How often the work comes up: recordings show what was recorded, not what there is.',
    'Rules, limits and deadlines that nobody acted upon while it was recorded.',
  ]
}

function valueUnknown(step: ProcedureStep, { of, because }: Extract<ValueSource, { kind: 'unknown' }>): string {
  const value = `the value of ${stepNumber(step)} “${step.label}”`
  if (!of) return `Where ${value} comes from: ${because}.`
  const from = of.sources.length > 0 ? `, made of ${of.sources.map(valueText).join(' and ')},` : ''
  return `How ${value}${from} comes about: ${because}.`
}
