import type { ProcedureStep } from '../../tasks/procedure/procedure.ts'
import { plainText } from '../plain-text.ts'
import type { PreparedInput } from '../rpa/prepared-input.ts'
import { valueText } from '../value-text.ts'
import { element } from '../xml.ts'
import { selectorOf } from './selector.ts'
import { expression, literal, vbColumn, vbText } from './vb.ts'

/** Steps as activities; what no activity does is a comment in the workflow and a line in `left`. */
export class StepActivities {
  readonly left: string[] = []
  private readonly input: PreparedInput

  constructor(input: PreparedInput) {
    this.input = input
  }

  of(step: ProcedureStep): string {
    const done = this.input.doneColumnOf(step)
    const sequence = element(
      'Sequence',
      { DisplayName: literal(plainText(`${step.id} ${step.label}`)) },
      this.body(step),
    )
    if (done === null) return sequence
    return when(`${vbColumn(done)} = "yes"`, `Is ${step.id} needed?`, [sequence])
  }

  private body(step: ProcedureStep): readonly string[] {
    const { action, element: on } = step
    if (action === 'navigate' && on?.page && !on.page.includes('{'))
      return [element('ui:NavigateTo', { DisplayName: 'Go to the page', Url: expression(vbText(on.page)) })]
    const selector = on ? selectorOf(on) : null
    const made = selector === null ? null : act(step, selector, this.value(step))
    if (selector === null || made === null) {
      this.left.push(
        `"${step.label}": write it into the workflow; it has nothing to be found by, or no activity does it.`,
      )
      return [element('ui:Comment', { DisplayName: 'To do', Text: literal(plainText(`To do: ${step.label}`)) })]
    }
    if (isReading(step)) return [made]
    const asked = step.irreversible ? ask(step.label) : []
    const looked = [
      element('ui:UiElementExists', { DisplayName: 'Is it there?', Exists: '[found]' }, [
        target('ui:UiElementExists', selector),
      ]),
      element('ui:LogMessage', {
        DisplayName: 'Dry run',
        Level: 'Info',
        Message: expression(`${vbText(`${step.id} ${plainText(step.label)}: found = `)} & found.ToString`),
      }),
    ]
    return [
      element('If', { DisplayName: 'Dry run?', Condition: '[in_DryRun]' }, [
        element('If.Then', {}, [element('Sequence', { DisplayName: 'Look only' }, looked)]),
        element('If.Else', {}, [
          element('Sequence', { DisplayName: literal(plainText(about(step))) }, [...asked, made]),
        ]),
      ]),
    ]
  }

  private value(step: ProcedureStep): string {
    const column = this.input.columnOf(step)
    if (column !== null) return vbColumn(column)
    switch (step.value?.kind) {
      case 'constant':
        return vbText(step.value.text)
      case 'read':
        return `read_${step.value.step}`
      case 'secret':
        return `secret_${step.value.name.replace(/[^A-Za-z0-9_]/g, '_')}`
      default:
        return '""'
    }
  }
}

const isReading = ({ action }: ProcedureStep) => action === 'read' || action === 'copy' || action === 'cut'
const about = ({ label, value }: ProcedureStep) => (value ? `${label} = ${valueText(value)}` : label)

/** The activity that does the step; null where there is none. Set Text and not Type Into, which would press keys that a text names. */
function act(step: ProcedureStep, selector: string, value: string): string | null {
  const make = (name: string, attributes: Readonly<Record<string, string>>) =>
    element(name, { DisplayName: literal(plainText(step.label)), ...attributes }, [target(name, selector)])
  switch (step.action) {
    case 'enter':
    case 'paste':
      return make('ui:SetText', { Text: expression(value) })
    case 'select':
      return make('ui:SelectItem', { Item: expression(value) })
    case 'check':
    case 'uncheck':
      return make('ui:Check', { Action: step.action === 'check' ? 'Check' : 'Uncheck' })
    case 'read':
    case 'copy':
    case 'cut':
      return make('ui:GetValue', { Value: `[read_${step.id}]` })
    case 'hover':
      return make('ui:Hover', {})
    case 'click':
    case 'submit':
    case 'save':
      return make('ui:Click', { ClickType: 'CLICK_SINGLE', MouseButton: 'BTN_LEFT' })
    case 'double-click':
      return make('ui:Click', { ClickType: 'CLICK_DOUBLE', MouseButton: 'BTN_LEFT' })
    case 'context-click':
      return make('ui:Click', { ClickType: 'CLICK_SINGLE', MouseButton: 'BTN_RIGHT' })
    default:
      return null
  }
}

const target = (name: string, selector: string) =>
  element(`${name}.Target`, {}, [element('ui:Target', { Selector: selector, WaitForReady: 'INTERACTIVE' })])

const when = (condition: string, name: string, then: readonly string[]) =>
  element('If', { DisplayName: name, Condition: expression(condition) }, [element('If.Then', {}, then)])

/** A person agrees, or the workflow ends. */
const ask = (label: string): readonly string[] => [
  element('ui:MessageBox', {
    DisplayName: 'A person agrees',
    Buttons: 'YesNo',
    ChosenButton: '[answer]',
    Text: expression(vbText(`${plainText(label)}: this cannot be taken back. Go on?`)),
  }),
  when('answer <> "Yes"', 'No?', [
    element('Throw', { Exception: '[New System.OperationCanceledException("A person said no.")]' }),
  ]),
]
