import type { Procedure, ProcedureStep } from '../../tasks/procedure/procedure.ts'
import { baseText, evidenceFile, evidenceText } from '../evidence.ts'
import type { Output, OutputKind } from '../output.ts'
import { sampleRows } from '../sample-values.ts'
import { valueText } from '../value-text.ts'
import { comment, conditionCode, quote, valueCode } from './expression-code.ts'
import { findCode } from './finders.ts'
import { runtimeSource, transformationsSource } from './generated.ts'

/**
 * A bot in TypeScript for Playwright: steps as data that people can read, a runtime beside it (dry run, a question
 * before what cannot be taken back, a ledger against doing rows twice, a stop on an unknown screen, a run log), learned
 * transformations, and input made up after the shapes of the recording.
 */
export const playwright: OutputKind = {
  id: 'playwright',
  title: 'Playwright bot (TypeScript)',
  state: 'runs',
  make,
}

function make(procedure: Procedure): Output {
  const steps = procedure.steps.filter(({ reads }) => reads === null)
  return {
    files: [
      { path: 'bot.ts', content: botSource(procedure, steps) },
      { path: 'runtime.ts', content: runtimeSource },
      { path: 'transformations.ts', content: transformationsSource },
      { path: 'sample-input.json', content: `${JSON.stringify(sampleRows(procedure, 3), null, 2)}\n` },
      { path: 'package.json', content: PACKAGE },
      { path: 'README.md', content: readme(procedure) },
      evidenceFile(procedure),
    ],
    toDo: toDo(procedure, steps),
  }
}

function botSource(procedure: Procedure, steps: readonly ProcedureStep[]): string {
  const start = startOf(steps)
  const parameters = procedure.parameters.map(({ name }) => quote(name)).join(', ')
  const secrets = [...new Set(steps.flatMap(({ value }) => (value?.kind === 'secret' ? [value.name] : [])))]
  return `// ${comment(procedure.name)}: recorded in ${baseText(procedure)}.
// ${comment(evidenceText(procedure))}
import { ${steps.some(({ condition }) => condition?.by === 'value' && condition.others) ? 'decided, ' : ''}runBot } from './runtime.ts'
${helpers(steps)}
process.exitCode = await runBot({
  name: ${quote(procedure.name)},
  id: ${quote(procedure.id)},
  start: ${start === null ? 'null' : quote(start)},
  parameters: [${parameters}],
  secrets: [${secrets.map(quote).join(', ')}],
  steps: [
${steps.map(stepCode).join('\n')}
  ],
})
`
}

/** What the steps need of the transformations, and nothing else. */
function helpers(steps: readonly ProcedureStep[]): string {
  const transforms = steps.some(({ value }) => value?.kind === 'computed')
  const asks = steps.some(({ condition }) => condition !== null && condition.by !== 'value')
  const names = [...(transforms ? ['evaluate', 'type Expression'] : []), ...(asks ? ['featureOf'] : [])]
  if (names.length === 0) return ''
  const imported = `import { ${names.join(', ')} } from './transformations.ts'\n`
  if (!transforms) return imported
  return `${imported}
/** A learned program; it stops the row where it does not apply, and never guesses. */
function transform(program: Expression, inputs: readonly string[]): string {
  const text = evaluate(program, inputs)
  if (text === null) throw new Error('a learned transformation does not apply to this row')
  return text
}
`
}

function stepCode(step: ProcedureStep): string {
  const { element, value, condition } = step
  const lines = [`      id: ${quote(step.id)}, label: ${quote(step.label)}, action: ${quote(step.action)},`]
  if (step.key !== undefined) lines.push(`      key: ${quote(step.key)},`)
  if (element?.page) lines.push(`      page: ${quote(element.page)},`)
  const find = element ? findCode(element) : []
  if (find.length > 0) lines.push(`      find: [${find.join(', ')}],`)
  if (value) lines.push(`      // ${comment(valueText(value))}`, `      value: (row, read) => ${valueCode(value)},`)
  if (condition) lines.push(`      when: row => ${conditionCode(condition)},`)
  if (step.share < 0.95 && !condition)
    lines.push(`      optional: true, // in ${Math.round(step.share * 100)} % of the recorded runs`)
  if (step.irreversible) lines.push('      irreversible: true,')
  return `    {\n${lines.join('\n')}\n    },`
}

/** The first page that the steps belong to, if its address has no part that varies. */
function startOf(steps: readonly ProcedureStep[]): string | null {
  const page = steps.find(({ element }) => element?.page)?.element?.page ?? null
  return page === null || page.includes('{') ? null : page
}

function toDo(procedure: Procedure, steps: readonly ProcedureStep[]): readonly string[] {
  const left: string[] = []
  if (startOf(steps) === null) left.push('Give the address of the first page: it varies, or none was recorded.')
  for (const step of steps) {
    if (step.kind !== 'rule') left.push(`"${step.label}": ${step.because}`)
    if ((step.action === 'key' || step.action === 'hotkey') && step.key === undefined)
      left.push(`"${step.label}": the recording does not say which key it was.`)
    if (step.action === 'click' && step.element?.role === 'checkbox')
      left.push(
        `"${step.label}": the recording says that it was clicked, not what it is to be; ticked already, it stops.`,
      )
    if (step.value?.kind === 'unknown') left.push(`"${step.label}": a person gives "${step.value.name}" in the input.`)
    if (step.element && findCode(step.element).length === 0 && step.action !== 'navigate')
      left.push(`"${step.label}": the recording has nothing to find the element by.`)
  }
  for (const { label, share } of procedure.exceptions)
    left.push(`Exception seen in ${Math.round(share * 100)} % of runs, not part of the bot: ${label}.`)
  left.push('Run it with --dry-run, then on one row of test data, before it may change anything real.')
  return [...new Set(left)]
}

const PACKAGE = `${JSON.stringify(
  {
    private: true,
    type: 'module',
    scripts: { start: 'tsx bot.ts' },
    dependencies: { 'playwright-core': '^1.50.0', tsx: '^4.19.0' },
  },
  null,
  2,
)}\n`

function readme(procedure: Procedure): string {
  const parameters = procedure.parameters.map(
    ({ name, shape, from, byPerson }) =>
      `| ${cell(name)} | ${cell(byPerson ? 'a person' : from)} | \`${shape.replaceAll('`', "'").replaceAll('|', '\\|')}\` |`,
  )
  return `# ${markdown(procedure.name)}

A bot made of recordings: ${baseText(procedure)}. ${comment(evidenceText(procedure))}

    npm install
    BOT_CHROMIUM=/usr/bin/chromium npx tsx bot.ts --input sample-input.json --dry-run

Without \`--dry-run\` it acts. It asks before every step that cannot be taken back (\`--yes\` agrees to all), runs no row
twice (\`--again\` does), stops on a screen it does not know, and writes what it did into \`${procedure.id}.run-log.jsonl\`.
\`sample-input.json\` holds invented values of the recorded shapes; put real rows in their place.

| input | read from | shape |
|---|---|---|
${parameters.join('\n')}
`
}
/** Text that Markdown shows as it is. */
const markdown = (text: string) => comment(text).replace(/[<>[\]`&]/g, letter => `&#${letter.charCodeAt(0)};`)
const cell = (text: string) => markdown(text).replaceAll('|', '\\|')
