import { assert } from '../../base/errors.ts'
import type { Procedure, ProcedureStep } from '../../tasks/procedure/procedure.ts'
import { baseText, evidenceFile, evidenceText } from '../evidence.ts'
import type { Output, OutputKind } from '../output.ts'
import { PreparedInput, skeletonToDo } from '../rpa/prepared-input.ts'
import { valueText } from '../value-text.ts'
import { checkRobin, robinComment, robinKey, robinText } from './robin.ts'

/**
 * A desktop flow of Power Automate as text to paste into its designer: a dry run, a question before what cannot be taken
 * back, values and conditions from a prepared table. A flow finds elements by its own repository, so each is captured once.
 */
export const powerAutomate: OutputKind = {
  id: 'power-automate',
  title: 'Power Automate Desktop (Robin text)',
  state: 'skeleton',
  make,
}

function make(procedure: Procedure): Output {
  const input = new PreparedInput(procedure)
  const flow = new Flow(procedure, input)
  const text = flow.text()
  const problems = checkRobin(text)
  assert(problems.length === 0, `a flow is no Robin: line ${problems[0]?.line}, ${problems[0]?.message}`)
  return {
    files: [{ path: 'flow.robin.txt', content: text }, ...input.files(), evidenceFile(procedure)],
    toDo: [
      ...input.toDo,
      'Paste flow.robin.txt into an empty flow; the designer marks actions whose parameters its version names differently.',
      ...(flow.controls.length === 0
        ? []
        : [`Capture these elements under the names that the flow uses: ${flow.controls.join('; ')}.`]),
      ...flow.left,
      ...skeletonToDo(procedure),
      'Run it with DryRun = True, then on one row of test data, before it may change anything real.',
    ],
  }
}

class Flow {
  readonly controls: string[] = []
  readonly left: string[] = []
  private readonly procedure: Procedure
  private readonly input: PreparedInput

  constructor(procedure: Procedure, input: PreparedInput) {
    this.procedure = procedure
    this.input = input
  }

  text(): string {
    const { procedure } = this
    const steps = procedure.steps.filter(({ reads }) => reads === null)
    const start = steps.find(({ element }) => element?.page)?.element?.page ?? null
    const usesBrowser = start !== null
    if (start?.includes('{'))
      this.left.push('StartPage: the recorded address has parts that vary; give one that works.')
    const secrets = [...new Set(steps.flatMap(({ value }) => (value?.kind === 'secret' ? [value.name] : [])))]
    if (secrets.length > 0)
      this.left.push(`Make these input variables, marked as sensitive: ${secrets.map(variable).join(', ')}.`)
    return `${[
      robinComment(procedure.name),
      robinComment(`Recorded in ${baseText(procedure)}.`),
      robinComment(evidenceText(procedure)),
      `SET InputFile TO ${robinText('C:\\input.csv')}`,
      'SET DryRun TO True',
      ...(usesBrowser ? [`SET StartPage TO ${robinText(start)}`] : []),
      'File.ReadFromCSVFile.ReadCSV CSVFile: InputFile Encoding: File.CSVEncoding.UTF8 TrimFields: False FirstLineContainsColumnNames: True ColumnsSeparator: File.CSVColumnsSeparator.Comma CSVTable=> Rows',
      ...(usesBrowser
        ? [
            'WebAutomation.LaunchEdge.LaunchEdge Url: StartPage WindowState: WebAutomation.BrowserWindowState.Normal ClearCache: False ClearCookies: False WaitForPageToLoadTimeout: 60 Timeout: 60 BrowserInstance=> Browser',
          ]
        : []),
      'LOOP FOREACH CurrentRow IN Rows',
      ...(usesBrowser
        ? [
            '    WebAutomation.GoToWebPage.GoToWebPage BrowserInstance: Browser Url: StartPage WaitForPageToLoadTimeout: 60',
          ]
        : []),
      ...steps.flatMap(step => this.step(step).map(line => `    ${line}`)),
      'END',
      ...(usesBrowser ? ['WebAutomation.CloseWebBrowser BrowserInstance: Browser'] : []),
    ].join('\n')}\n`
  }

  private step(step: ProcedureStep): readonly string[] {
    const about = step.value ? `${step.label} = ${valueText(step.value)}` : step.label
    const body = this.body(step)
    const done = this.input.doneColumnOf(step)
    const lines = done === null ? body : [`IF CurrentRow['${done}'] = $'''yes''' THEN`, ...body.map(indented), 'END']
    return [robinComment(about), ...lines]
  }

  private body(step: ProcedureStep): readonly string[] {
    const { action, element } = step
    if (action === 'navigate' && element?.page && !element.page.includes('{'))
      return [
        `WebAutomation.GoToWebPage.GoToWebPage BrowserInstance: Browser Url: ${robinText(element.page)} WaitForPageToLoadTimeout: 60`,
      ]
    const isWeb = Boolean(element?.page)
    const isFound = element && (element.name ?? element.identifier ?? element.selectors[0]) != null
    const made = isFound ? act(step, isWeb, appmask(this.procedure, step), this.value(step)) : null
    if (made === null) {
      this.left.push(`"${step.label}": write it into the flow; it has no element, or no action of a flow does it.`)
      return [robinComment('TO DO: see above')]
    }
    const control = this.note(step)
    const found = isWeb
      ? [
          `WAIT (WebAutomation.WaitForWebPageContent.WebPageToContainElement BrowserInstance: Browser Control: ${control})`,
        ]
      : []
    if (action === 'read' || action === 'copy' || action === 'cut') return [...found, made]
    const asked = step.irreversible ? ask(this.procedure.name, step.label) : []
    return [...found, 'IF DryRun = False THEN', ...asked.map(indented), indented(made), 'END']
  }

  /** The name of an element in the flow's repository; noted once. */
  private note(step: ProcedureStep): string {
    const { element } = step
    const where = [element?.role, element?.page ?? element?.window ?? element?.application].filter(Boolean).join(' on ')
    const told = `${robinKey(nameOf(step)).slice(2, -2)} (${where})`
    if (!this.controls.includes(told)) this.controls.push(told)
    return appmask(this.procedure, step)
  }

  private value(step: ProcedureStep): string {
    const column = this.input.columnOf(step)
    if (column !== null) return `CurrentRow['${column}']`
    switch (step.value?.kind) {
      case 'constant':
        return robinText(step.value.text)
      case 'read':
        return variable(`Read_${step.value.step}`)
      case 'secret':
        return variable(step.value.name)
      default:
        return robinText('')
    }
  }
}

const nameOf = ({ id, element }: ProcedureStep) =>
  `${id} ${element?.name ?? element?.identifier ?? element?.role ?? 'element'}`
const appmask = ({ name }: Procedure, step: ProcedureStep) => `appmask${robinKey(name)}${robinKey(nameOf(step))}`

const WEB = 'BrowserInstance: Browser Control:'

/** The action of a flow that does the step; null where there is none. */
function act(step: ProcedureStep, isWeb: boolean, control: string, value: string): string | null {
  const state = (checked: boolean) =>
    isWeb
      ? `WebAutomation.SetCheckboxState.SetCheckboxStateNoWait ${WEB} ${control} State: WebAutomation.CheckboxState.${checked ? 'Checked' : 'Unchecked'}`
      : `UIAutomation.SetCheckboxState.SetCheckboxState CheckBox: ${control} State: UIAutomation.CheckboxState.${checked ? 'Checked' : 'Unchecked'}`
  switch (step.action) {
    case 'enter':
    case 'paste':
      return isWeb
        ? `WebAutomation.PopulateTextField.PopulateTextField ${WEB} ${control} Text: ${value} EmulateTyping: True UnfocusAfterPopulate: False Mode: WebAutomation.PopulateTextMode.Replace`
        : `UIAutomation.PopulateTextField.PopulateTextField TextField: ${control} Text: ${value} Mode: UIAutomation.PopulateTextMode.Replace ClickType: UIAutomation.PopulateMouseClickType.SingleClick`
    case 'select':
      return isWeb
        ? `WebAutomation.SetDropDownListValue.SetDropDownListValueByName ${WEB} ${control} OptionNames: ${value} WaitForPageToLoadTimeout: 60`
        : `UIAutomation.SetDropDownListValueInWindow.SetDropDownListValueByName DropDownList: ${control} OptionsNames: ${value} UseRegularExpressions: False`
    case 'check':
      return state(true)
    case 'uncheck':
      return state(false)
    case 'read':
    case 'copy':
    case 'cut':
      return isWeb
        ? `WebAutomation.GetDetailsOfElement ${WEB} ${control} AttributeName: $'''Own Text''' AttributeValue=> ${variable(`Read_${step.id}`)}`
        : `UIAutomation.GetDetailsOfElement Element: ${control} AttributeName: $'''Own Text''' AttributeValue=> ${variable(`Read_${step.id}`)}`
    case 'click':
    case 'submit':
    case 'save':
      return isWeb
        ? `WebAutomation.Click.Click ${WEB} ${control} WaitForPageToLoadTimeout: 60`
        : `UIAutomation.Click.Click Element: ${control} ClickType: UIAutomation.ClickType.LeftClick MousePositionRelativeToElement: UIAutomation.RectangleEdgePoint.MiddleCenter OffsetX: 0 OffsetY: 0`
    default:
      return null
  }
}

const ask = (name: string, label: string): readonly string[] => [
  `Display.ShowMessageDialog.ShowMessage Title: ${robinText(name)} Message: ${robinText(`${label}: this cannot be taken back. Go on?`)} Icon: Display.Icon.Question Buttons: Display.Buttons.YesNo DefaultButton: Display.DefaultButton.Button2 IsTopMost: True ButtonPressed=> Answer`,
  "IF Answer <> $'''Yes''' THEN",
  `    EXIT Code: 4 ErrorMessage: ${robinText('A person said no.')}`,
  'END',
]

const variable = (name: string) => name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d|$)/, '_')
const indented = (line: string) => `    ${line}`
