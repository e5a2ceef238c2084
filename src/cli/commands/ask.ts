import { readFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { type Analysis, type Answer, analyses, type Table } from '../../analyses/index.ts'
import { modelText } from '../../formats/models/model-text.ts'
import { openModel } from '../../formats/models/open-model.ts'
import { UsageError } from '../exit.ts'
import type { Io } from '../io.ts'
import { jsonArgument } from '../json-file.ts'
import { examples, LOG_OR_NAME, type LogOptions, withLogOptions, withServerOptions } from '../options.ts'
import { optionName, type Parameter, parametersOf, valuesOf } from '../parameters.ts'
import { textFile } from '../text-file.ts'
import { inUnit, onOneLine, textTable } from '../text-table.ts'
import { openWorkspace } from '../workspace.ts'

/** `parfocal ask`: a command an analysis, with the options that its parameters make. */
export function addAsk(program: Command, io: Io): void {
  const command = program
    .command('ask')
    .description('answer one of the analyses: findings, numbers, evidence')
    .addHelpText(
      'after',
      `${examples('parfocal ask bottlenecks orders.xes', 'parfocal ask rework orders.xes --json')}\n\`parfocal ask <analysis> --help\` shows its own options.`,
    )
  for (const analysis of analyses) {
    const parameters = parametersOf(analysis)
    const own = withServerOptions(
      withLogOptions(command.command(analysis.id).argument('[file]', LOG_OR_NAME)),
    ).description(analysis.asks)
    for (const { key, flag, type, description, default: preset, choices } of parameters) {
      const shown = preset === undefined ? description : `${description} (default: ${JSON.stringify(preset)})`
      const option = new Option(`--${flag} <${type}>`, shown)
      if (choices) option.choices([...choices])
      option.attributeName = () => optionName(key)
      own.addOption(option)
    }
    own.addHelpText('after', examples(`parfocal ask ${analysis.id} orders.xes`))
    own.action((file, options) => ask(analysis, parameters, file, options, io))
  }
  command.action(async () => {
    await io.write(`Analyses:\n${analysesText()}`)
  })
}

/** Answer one analysis of the registry; `given` are the texts of its own options. */
async function ask(
  analysis: Analysis,
  parameters: readonly Parameter[],
  file: string | undefined,
  options: LogOptions & Record<string, unknown>,
  io: Io,
): Promise<void> {
  const values = await withFiles(analysis, parameters, options)
  const checked = analysis.params.safeParse(values)
  if (!checked.success) {
    const said = checked.error.issues.map(issue => `--${flagOf(parameters, issue.path[0])}: ${issue.message}`)
    throw new UsageError(said.join('\n'))
  }
  if (analysis.id === 'compare') mustDiffer(checked.data)
  const workspace = await openWorkspace(file, options, io)
  const answer = await workspace.analyse(analysis, values)
  if (options.json) return io.write(`${JSON.stringify({ analysis: analysis.id, ...answer }, null, 2)}\n`)
  await io.write(answerText(answer))
}

/** What stands in files is named by them here, and read: a model, its label mapping, a baseline, an allowlist. */
async function withFiles(
  analysis: Analysis,
  parameters: readonly Parameter[],
  options: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  if (analysis.id !== 'conformance') return valuesOf(parameters, options)
  const { [optionName('labels')]: labels, [optionName('baseline')]: baseline, ...others } = options
  const { [optionName('allow')]: allow, ...rest } = others
  const values = valuesOf(parameters, rest)
  if (typeof labels === 'string') values['labels'] = await jsonArgument(labels, '--labels')
  if (typeof baseline === 'string') values['baseline'] = await jsonArgument(baseline, '--baseline')
  if (typeof allow === 'string') values['allow'] = await textFile(allow, '--allow')
  const { model } = values
  if (typeof model !== 'string' || model.trim() === '') return values
  const bytes = await readFile(model).catch((error: Error) => {
    throw new UsageError(`--model: ${model} cannot be read (${error.message}).`)
  })
  openModel(bytes, model)
  return { ...values, model: modelText(bytes) }
}

/** A log compared with itself would show that nothing differs, which is no answer to anything. */
function mustDiffer({ a, b }: Record<string, unknown>): void {
  if (JSON.stringify(a) !== JSON.stringify(b)) return
  throw new UsageError(
    `Say which two groups of cases to compare, each by its clauses:\n${[
      '  $ parfocal ask compare orders.csv',
      `--a '[{"kind":"activity","mode":"mandatory","activities":["Review credit"]}]'`,
      `--b '[{"kind":"activity","mode":"forbidden","activities":["Review credit"]}]'`,
    ].join(' \\\n      ')}`,
  )
}

const flagOf = (parameters: readonly Parameter[], key: PropertyKey | undefined): string =>
  parameters.find(parameter => parameter.key === key)?.flag ?? String(key)

/** Findings by importance, then tables, then notes. */
function answerText(answer: Answer): string {
  const findings = [...answer.findings].sort((a, b) => b.importance - a.importance)
  const parts: string[] = []
  if (findings.length > 0) parts.push(`${findings.map(finding => `• ${onOneLine(finding.sentence)}`).join('\n')}\n`)
  for (const table of answer.tables) parts.push(`${table.title}\n\n${tableText(table)}`)
  if (answer.notes.length > 0) parts.push(`${answer.notes.map(note => `Note: ${onOneLine(note)}`).join('\n')}\n`)
  return parts.length > 0 ? parts.join('\n') : 'Nothing was found.\n'
}

const SHOWN = 30

function tableText({ columns, rows }: Table): string {
  const shown = rows.slice(0, SHOWN).map(row => row.map((cell, c) => inUnit(cell, columns[c]?.unit)))
  const more = rows.length > SHOWN ? `… and ${rows.length - SHOWN} more rows (--json)\n` : ''
  return (
    textTable(
      columns.map(column => column.label),
      shown,
      50,
    ) + more
  )
}

/** The list of analyses, for `ask --help` and `ask` alone. */
const analysesText = (): string =>
  `${analyses.map(({ id, asks }) => `  ${id.padEnd(Math.max(...analyses.map(a => a.id.length)) + 2)}${asks}`).join('\n')}\n`
