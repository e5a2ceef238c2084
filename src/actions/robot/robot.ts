import type { UiElement } from '../../log/ui-log.ts'
import type { Procedure, ProcedureStep, ValueSource } from '../../tasks/procedure/procedure.ts'
import { evidenceFile, evidenceText } from '../evidence.ts'
import { isMasked } from '../masked-text.ts'
import type { Output, OutputKind } from '../output.ts'
import { comment } from '../playwright/expression-code.ts'
import { sampleRows } from '../sample-values.ts'
import { valueText } from '../value-text.ts'
import { transformationsPython } from './generated.ts'

/**
 * A suite for Robot Framework with the Browser library: one task that does all rows of a JSON file, a dry run, a question
 * before what cannot be taken back, and the learned transformations as a Python library beside it.
 */
export const robot: OutputKind = {
  id: 'robot-framework',
  title: 'Robot Framework (Browser library)',
  state: 'skeleton',
  make,
}

function make(procedure: Procedure): Output {
  const steps = procedure.steps.filter(({ reads }) => reads === null)
  return {
    files: [
      { path: 'bot.robot', content: suite(procedure, steps) },
      { path: 'transformations.py', content: transformationsPython },
      { path: 'sample-input.json', content: `${JSON.stringify(sampleRows(procedure, 3), null, 2)}\n` },
      evidenceFile(procedure),
    ],
    toDo: [
      'pip install robotframework robotframework-browser; rfbrowser init',
      'robot --pythonpath . --variable INPUT:sample-input.json --variable DRY_RUN:True bot.robot, then on test data without DRY_RUN',
      ...steps.flatMap(step => [
        ...(step.kind === 'rule' ? [] : [`"${step.label}": ${step.because}`]),
        ...(step.element && selectorOf(step.element) === null
          ? [`"${step.label}": nothing to find its element by.`]
          : []),
      ]),
    ],
  }
}

function suite(procedure: Procedure, steps: readonly ProcedureStep[]): string {
  const start = steps.find(({ element }) => element?.page)?.element?.page ?? 'about:blank'
  return `*** Settings ***
Documentation    ${cell(procedure.name)}: made of ${procedure.base.instances} recorded runs.
Metadata         Evidence    ${cell(evidenceText(procedure))}
Library          Browser
Library          Collections
Library          Dialogs

*** Variables ***
\${INPUT}      sample-input.json
\${DRY_RUN}    \${False}
\${START}      ${cell(start)}

*** Tasks ***
${cell(procedure.name) || cell(procedure.id)}
    \${text}=    Evaluate    open($INPUT, encoding="utf-8").read()
    @{rows}=    Evaluate    json.loads($text)    modules=json
    New Browser    chromium    headless=True
    FOR    \${row}    IN    @{rows}
        Do One Row    \${row}
    END
    [Teardown]    Close Browser

*** Keywords ***
Do One Row
    [Arguments]    \${row}
    New Page    \${START}
    &{read}=    Create Dictionary
${steps.map(stepLines).join('\n')}
    Close Page

Ask Before
    [Documentation]    A person agrees, or the task ends here.
    [Arguments]    \${label}
    IF    not \${DRY_RUN}    Execute Manual Step    \${label}    A person said no.
`
}

function stepLines(step: ProcedureStep): string {
  const lines = [`    # ${comment(step.label)}${step.value ? ` = ${comment(valueText(step.value))}` : ''}`]
  const body = stepBody(step)
  const condition = conditionOf(step)
  if (condition === null) lines.push(...body.map(line => `    ${line}`))
  else lines.push(`    IF    ${condition}`, ...body.map(line => `        ${line}`), '    END')
  return lines.join('\n')
}

function conditionOf({ condition }: ProcedureStep): string | null {
  if (condition === null) return null
  const name = python(condition.parameter)
  const value =
    condition.by === 'value' ? `$row[${name}]` : `transformations.feature_of(${python(condition.by)}, $row[${name}])`
  return `${value} in [${condition.values.map(python).join(', ')}]`
}

function stepBody(step: ProcedureStep): readonly string[] {
  const { action, element, value } = step
  const lines: string[] = []
  const text = value ? '${value}' : '${EMPTY}'
  if (value) lines.push(`\${value}=    Evaluate    ${pythonValue(value)}    modules=transformations,os`)
  if (action === 'navigate') return [...lines, `Go To    ${cell(element?.page ?? '${START}')}`]
  const selector = element ? selectorOf(element) : null
  if (selector === null) return [...lines, `Execute Manual Step    ${cell(step.label)}`]
  if (step.share < 0.95 && step.condition === null)
    lines.push(`\${there}=    Get Element Count    ${selector}`, 'IF    $there == 0    RETURN')
  lines.push(`Wait For Elements State    ${selector}    visible`)
  if (step.irreversible) lines.push(`Ask Before    ${cell(step.label)}`)
  const act = ((): string => {
    switch (action) {
      case 'enter':
      case 'paste':
        return `Fill Text    ${selector}    ${text}`
      case 'select':
        return `Select Options By    ${selector}    label    ${text}`
      case 'check':
        return `Check Checkbox    ${selector}`
      case 'uncheck':
        return `Uncheck Checkbox    ${selector}`
      case 'hover':
        return `Hover    ${selector}`
      case 'read':
      case 'copy':
        return `\${read}[${step.id}]=    Get Text    ${selector}`
      case 'key':
      case 'hotkey':
        return `Press Keys    ${selector}    ${text}`
      default:
        return `Click    ${selector}`
    }
  })()
  lines.push(action === 'read' || action === 'copy' ? act : `IF    not \${DRY_RUN}    ${act}`)
  return lines
}

/** A value as an expression of Python over $row and $read. */
function pythonValue(source: ValueSource): string {
  switch (source.kind) {
    case 'parameter':
    case 'unknown':
      return `$row[${python(source.name)}]`
    case 'read':
      return `$read[${python(source.step)}]`
    case 'constant':
      return python(source.text)
    case 'secret':
      return `os.environ[${python(source.name)}]`
    case 'computed':
      return `transformations.transform(${pythonData(source.program)}, [${source.from.map(pythonValue).join(', ')}])`
  }
}

/** A text as a Python literal in ASCII, safe in a cell of a suite: no variable, no separator, no line break. */
function python(text: string): string {
  let written = ''
  for (const letter of text) {
    const code = letter.codePointAt(0)!
    const hex = code.toString(16)
    if (/[A-Za-z0-9_.,:;/+()?!*<>-]/.test(letter)) written += letter
    else written += code > 0xffff ? `\\\\U${hex.padStart(8, '0')}` : `\\\\u${hex.padStart(4, '0')}`
  }
  return `"${written}"`
}

function pythonData(value: unknown): string {
  if (value === null) return 'None'
  if (typeof value === 'string') return python(value)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) return `[${value.map(pythonData).join(', ')}]`
  if (typeof value === 'object')
    return `{${Object.entries(value as object)
      .map(([key, inner]) => `${python(key)}: ${pythonData(inner)}`)
      .join(', ')}}`
  return String(value)
}

/** A text as one cell: what Robot reads as syntax is escaped. */
const cell = (text: string): string =>
  comment(text)
    .replace(/\\/g, '\\\\')
    .replace(/([$@&%])\{/g, '\\$1{')
    // one tab parts cells as two blanks do
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?=[#*.|[])/, '\\')
    .replace(/=/g, '\\=')

function selectorOf(element: UiElement): string | null {
  const by = (kind: string) =>
    element.selectors.find(selector => selector.kind === kind && !isMasked(selector.text))?.text ?? null
  const quoted = (text: string) => JSON.stringify(text)
  const id = by('id')
  const testid = by('testid')
  const name = by('name')
  const css = by('css')
  const xpath = by('xpath')
  const found =
    testid !== null
      ? `[data-testid=${quoted(testid)}]`
      : element.name !== null && element.role !== null && !isMasked(element.name)
        ? `role=${element.role}[name=${quoted(element.name)}]`
        : id !== null
          ? `[id=${quoted(id)}]`
          : name !== null
            ? `[name=${quoted(name)}]`
            : css !== null
              ? `css=${css}`
              : xpath !== null
                ? `xpath=${xpath}`
                : null
  return found === null ? null : cell(found)
}
