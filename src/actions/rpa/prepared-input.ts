import type { Parameter, Procedure, ProcedureStep, ValueSource } from '../../tasks/procedure/procedure.ts'
import { evaluate, featureOf } from '../../tasks/transformations/index.ts'
import { evidenceText } from '../evidence.ts'
import type { OutputFile } from '../output.ts'
import { comment, conditionCode, quote, valueCode } from '../playwright/expression-code.ts'
import { transformationsSource } from '../playwright/generated.ts'
import { sampleRows } from '../sample-values.ts'

type Row = Readonly<Record<string, string>>

interface Column {
  readonly name: string
  /** The expression of TypeScript that makes it of a row. */
  readonly code: string
  readonly of: (row: Row) => string
}

/**
 * Input for tools that cannot evaluate learned rules: a table in which they are evaluated already. A column each for a
 * parameter, for the computed value of a step (`s3_value`), and for whether a step is to be done (`s4_done`: yes or no).
 * Names of columns are letters, digits and `_`.
 */
export class PreparedInput {
  private readonly columns: Column[] = []
  private readonly names = new Map<string, string>()
  private readonly procedure: Procedure

  constructor(procedure: Procedure) {
    this.procedure = procedure
    for (const { name } of procedure.parameters) {
      const column = this.unused(name)
      this.names.set(name, column)
      this.columns.push({ name: column, code: `row[${quote(name)}]!`, of: row => row[name] ?? '' })
    }
    for (const { id, value, condition } of procedure.steps) {
      if (value?.kind === 'computed' && isReady(value))
        this.columns.push({ name: `${id}_value`, code: valueCode(value), of: row => valueIn(value, row) })
      if (condition)
        this.columns.push({
          name: `${id}_done`,
          code: `${conditionCode(condition)} ? 'yes' : 'no'`,
          of: row => {
            const text = row[condition.parameter] ?? ''
            return condition.values.includes(condition.by === 'value' ? text : featureOf(condition.by, text))
              ? 'yes'
              : 'no'
          },
        })
    }
  }

  /** The column that holds the value of a step; null where no column can: it is constant, read on the way, a secret. */
  columnOf({ id, value }: ProcedureStep): string | null {
    if (value === null) return null
    if (value.kind === 'parameter' || value.kind === 'unknown') return this.names.get(value.name) ?? null
    return value.kind === 'computed' && isReady(value) ? `${id}_value` : null
  }

  /** The column that says whether the step is to be done; null where it always is, or nobody knows. */
  doneColumnOf({ id, condition }: ProcedureStep): string | null {
    return condition ? `${id}_done` : null
  }

  /** Invented rows, the table made of them, and the script that makes the table of real rows. */
  files(): readonly OutputFile[] {
    const rows = sampleRows(this.procedure, 3)
    return [
      { path: 'rows.json', content: `${JSON.stringify(rows, null, 2)}\n` },
      { path: 'input.csv', content: csv([this.columns.map(({ name }) => name), ...rows.map(row => this.line(row))]) },
      { path: 'prepare-input.ts', content: this.script() },
      { path: 'transformations.ts', content: transformationsSource },
    ]
  }

  /** What a person has to know of it. */
  readonly toDo: readonly string[] = [
    'Put real rows into rows.json and run `npx tsx prepare-input.ts`: it writes input.csv, in which learned rules are evaluated.',
  ]

  private line(row: Row): readonly string[] {
    return this.columns.map(({ of }) => of(row))
  }

  private unused(name: string): string {
    const plain = name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '') || 'input'
    const wanted = /^[A-Za-z]/.test(plain) ? plain : `input_${plain}`
    const taken = new Set(this.columns.map(column => column.name.toLowerCase()))
    let found = wanted
    for (let n = 2; taken.has(found.toLowerCase()) || /^s\d+_(value|done)$/i.test(found); n++) found = `${wanted}_${n}`
    return found
  }

  private script(): string {
    const uses = (word: string) => this.columns.some(({ code }) => code.includes(`${word}(`))
    const imported = [
      ...(uses('transform') ? ['evaluate', 'type Expression'] : []),
      ...(uses('featureOf') ? ['featureOf'] : []),
    ]
    return `// Makes input.csv of rows.json for ${comment(this.procedure.name)}.
// ${comment(evidenceText(this.procedure))}
import { readFileSync, writeFileSync } from 'node:fs'
${imported.length > 0 ? `import { ${imported.join(', ')} } from './transformations.ts'\n` : ''}
type Row = Readonly<Record<string, string>>
const [from = 'rows.json', to = 'input.csv'] = process.argv.slice(2)
const rows = JSON.parse(readFileSync(from, 'utf8')) as Row[]
const columns: readonly (readonly [string, (row: Row) => string])[] = [
${this.columns.map(({ name, code }) => `  ['${name}', row => ${code}],`).join('\n')}
]
${uses('transform') ? TRANSFORM : ''}const quoted = (text: string) => \`"\${text.replaceAll('"', '""')}"\`
const lines = [columns.map(([name]) => name), ...rows.map(row => columns.map(([, of]) => of(row)))]
writeFileSync(to, lines.map(line => \`\${line.map(quoted).join(',')}\\r\\n\`).join(''))
`
  }
}

const TRANSFORM = `/** A learned program; it ends the work where it does not apply, and never guesses. */
function transform(program: Expression, inputs: readonly string[]): string {
  const text = evaluate(program, inputs)
  if (text === null) throw new Error(\`a learned rule does not apply to \${JSON.stringify(inputs)}\`)
  return text
}
`

/** Whether a value is made of the input alone, so that it can be made before the work begins. */
function isReady(value: ValueSource): boolean {
  if (value.kind === 'computed') return value.from.every(isReady)
  return value.kind === 'parameter' || value.kind === 'unknown' || value.kind === 'constant'
}

/** The value for invented rows; empty where a learned rule does not apply to them. */
function valueIn(value: ValueSource, row: Row): string {
  if (value.kind === 'computed')
    return (
      evaluate(
        value.program,
        value.from.map(part => valueIn(part, row)),
      ) ?? ''
    )
  if (value.kind === 'constant') return value.text
  return value.kind === 'parameter' || value.kind === 'unknown' ? (row[value.name] ?? '') : ''
}

const csv = (lines: readonly (readonly string[])[]) =>
  lines.map(line => `${line.map(text => `"${text.replaceAll('"', '""')}"`).join(',')}\r\n`).join('')

/** What is left for a person in a skeleton, whatever tool it is for. */
export function skeletonToDo({ steps, exceptions, parameters }: Procedure): readonly string[] {
  const left = steps.flatMap(step => [
    ...(step.kind === 'rule' ? [] : [`"${step.label}": ${step.because}`]),
    ...(step.value?.kind === 'secret' ? [`"${step.label}": take ${step.value.name} from the vault of the tool.`] : []),
    ...(step.value?.kind === 'computed' && !isReady(step.value)
      ? [`"${step.label}": its value is made of what was read on the way; write the rule into the flow.`]
      : []),
    ...(step.share < 0.95 && !step.condition && step.reads === null
      ? [`"${step.label}" is done in ${Math.round(step.share * 100)} % of runs; say when.`]
      : []),
  ])
  const byPerson = parameters.filter((parameter: Parameter) => parameter.byPerson).map(({ name }) => name)
  return [
    ...left,
    ...(byPerson.length === 0 ? [] : [`A person gives in the input: ${byPerson.join(', ')}.`]),
    ...exceptions.map(
      ({ label, share }) => `Exception seen in ${Math.round(share * 100)} % of runs, not in the skeleton: ${label}.`,
    ),
  ]
}
