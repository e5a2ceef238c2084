import type { Procedure, ProcedureStep } from '../../tasks/procedure/procedure.ts'
import { baseText, evidenceFile, evidenceText } from '../evidence.ts'
import type { Output, OutputKind } from '../output.ts'
import { plainText } from '../plain-text.ts'
import { PreparedInput, skeletonToDo } from '../rpa/prepared-input.ts'
import { element } from '../xml.ts'
import { StepActivities } from './activities.ts'
import { mainXaml, projectJson } from './project.ts'
import { expression, literal, vbText } from './vb.ts'

/**
 * A project of UiPath Studio (Windows, Visual Basic): Main.xaml with classic activities, whose attributes are documented,
 * a dry run, a question before what cannot be taken back, and values and conditions from a prepared table.
 */
export const uipath: OutputKind = { id: 'uipath', title: 'UiPath project (XAML)', state: 'skeleton', make }

function make(procedure: Procedure): Output {
  const input = new PreparedInput(procedure)
  const activities = new StepActivities(input)
  const steps = procedure.steps.filter(({ reads }) => reads === null)
  const start = steps.find(({ element: on }) => on?.page)?.element?.page ?? null
  const rows = eachRow(
    steps.map(step => activities.of(step)),
    start,
  )
  const variables = [
    variable('sd:DataTable', 'rows'),
    variable('x:String', 'answer'),
    variable('x:Boolean', 'found'),
    ...steps.flatMap(step =>
      ['read', 'copy', 'cut'].includes(step.action) ? [variable('x:String', `read_${step.id}`)] : [],
    ),
    ...secretsOf(steps).map(name => variable('x:String', `secret_${name}`)),
  ]
  const main = element(
    'Sequence',
    {
      DisplayName: literal(plainText(procedure.name)),
      'sap2010:Annotation.AnnotationText': literal(
        plainText(`Recorded in ${baseText(procedure)}. ${evidenceText(procedure)}`),
      ),
    },
    [
      element('Sequence.Variables', {}, variables),
      element('ui:ReadCsvFile', {
        DisplayName: 'Read the prepared input',
        DataTable: '[rows]',
        Delimitator: 'Comma',
        FilePath: '[in_InputFile]',
      }),
      start === null ? rows : browser(start, rows),
    ],
  )
  return {
    files: [
      { path: 'Main.xaml', content: mainXaml(main) },
      { path: 'project.json', content: projectJson(procedure) },
      ...input.files(),
      evidenceFile(procedure),
    ],
    toDo: [
      ...input.toDo,
      'Open project.json in UiPath Studio and let it choose the versions of the two packages that your licence has.',
      ...(start?.includes('{') ? ['Open Browser: the recorded address has parts that vary; give one that works.'] : []),
      ...secretsOf(steps).map(name => `Fill the variable secret_${name} with Get Credential.`),
      ...activities.left,
      ...skeletonToDo(procedure),
      'Indicate every selector once on the real screens: they are made of roles and labels.',
      'Run it with in_DryRun = True, then on one row of test data, before it may change anything real.',
    ],
  }
}

const secretsOf = (steps: readonly ProcedureStep[]) => [
  ...new Set(
    steps.flatMap(({ value }) => (value?.kind === 'secret' ? [value.name.replace(/[^A-Za-z0-9_]/g, '_')] : [])),
  ),
]

const variable = (type: string, name: string) => element('Variable', { 'x:TypeArguments': type, Name: name })

const body = (type: string, name: string, children: readonly string[]) =>
  element('ActivityAction', { 'x:TypeArguments': type }, [
    element('ActivityAction.Argument', {}, [element('DelegateInArgument', { 'x:TypeArguments': type, Name: name })]),
    element('Sequence', { DisplayName: 'Do' }, children),
  ])

function eachRow(steps: readonly string[], start: string | null): string {
  const begin =
    start === null
      ? []
      : [element('ui:NavigateTo', { DisplayName: 'Go to the first page', Url: expression(vbText(start)) })]
  return element('ui:ForEachRow', { DisplayName: 'For each row', DataTable: '[rows]' }, [
    element('ui:ForEachRow.Body', {}, [body('sd:DataRow', 'CurrentRow', [...begin, ...steps])]),
  ])
}

const browser = (start: string, child: string) =>
  element(
    'ui:OpenBrowser',
    { DisplayName: 'Open the browser', BrowserType: 'Chrome', Url: expression(vbText(start)) },
    [element('ui:OpenBrowser.Body', {}, [body('x:Object', 'ContextTarget', [child])])],
  )
