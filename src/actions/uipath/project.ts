import type { Procedure } from '../../tasks/procedure/procedure.ts'
import { evidenceText } from '../evidence.ts'
import { plainText } from '../plain-text.ts'
import { element, textElement } from '../xml.ts'

const NAMESPACES = {
  xmlns: 'http://schemas.microsoft.com/netfx/2009/xaml/activities',
  'xmlns:mc': 'http://schemas.openxmlformats.org/markup-compatibility/2006',
  'xmlns:sap2010': 'http://schemas.microsoft.com/netfx/2010/xaml/activities/presentation',
  'xmlns:sco': 'clr-namespace:System.Collections.ObjectModel;assembly=System.Private.CoreLib',
  'xmlns:sd': 'clr-namespace:System.Data;assembly=System.Data.Common',
  'xmlns:ui': 'http://schemas.uipath.com/workflow/activities',
  'xmlns:x': 'http://schemas.microsoft.com/winfx/2006/xaml',
} as const
const IMPORTED = [
  'System',
  'System.Collections.Generic',
  'System.Data',
  'System.Linq',
  'Microsoft.VisualBasic',
  'UiPath.Core',
  'UiPath.Core.Activities',
]
const REFERENCES = [
  'System.Private.CoreLib',
  'System.Data.Common',
  'Microsoft.VisualBasic.Core',
  'UiPath.System.Activities',
  'UiPath.UiAutomation.Activities',
]

/** A workflow with its arguments, of the sequence that is its work. */
export function mainXaml(sequence: string): string {
  const root = element('Activity', { 'mc:Ignorable': 'sap2010', 'x:Class': 'Main', ...NAMESPACES }, [
    element('x:Members', {}, [
      element('x:Property', { Name: 'in_InputFile', Type: 'InArgument(x:String)' }),
      element('x:Property', { Name: 'in_DryRun', Type: 'InArgument(x:Boolean)' }),
    ]),
    element('TextExpression.NamespacesForImplementation', {}, [
      element(
        'sco:Collection',
        { 'x:TypeArguments': 'x:String' },
        IMPORTED.map(name => textElement('x:String', name)),
      ),
    ]),
    element('TextExpression.ReferencesForImplementation', {}, [
      element(
        'sco:Collection',
        { 'x:TypeArguments': 'AssemblyReference' },
        REFERENCES.map(name => textElement('AssemblyReference', name)),
      ),
    ]),
    sequence,
  ])
  return `<?xml version="1.0" encoding="utf-8"?>\n${root}\n`
}

/** The project; versions are the lowest of the packages with which Windows projects hold classic activities. */
export function projectJson(procedure: Procedure): string {
  const argument = (name: string, type: string) => ({
    name,
    type: `${type}, System.Private.CoreLib`,
    required: false,
    hasDefault: false,
  })
  return `${JSON.stringify(
    {
      name: projectName(procedure),
      description: plainText(`${procedure.name}. ${evidenceText(procedure)}`),
      main: 'Main.xaml',
      dependencies: {
        'UiPath.System.Activities': '[23.10.0, )',
        'UiPath.UIAutomation.Activities': '[23.10.0, )',
      },
      schemaVersion: '4.0',
      studioVersion: '23.10.0.0',
      projectVersion: '1.0.0',
      runtimeOptions: {
        autoDispose: false,
        isPausable: true,
        isAttended: true,
        requiresUserInteraction: true,
        supportsPersistence: false,
        excludedLoggedData: ['Private:*', '*password*', 'secret_*'],
        executionType: 'Workflow',
      },
      designOptions: { projectProfile: 'Developement', outputType: 'Process', modernBehavior: false },
      expressionLanguage: 'VisualBasic',
      entryPoints: [
        {
          filePath: 'Main.xaml',
          input: [argument('in_InputFile', 'System.String'), argument('in_DryRun', 'System.Boolean')],
          output: [],
        },
      ],
      isTemplate: false,
      targetFramework: 'Windows',
    },
    null,
    2,
  )}\n`
}

/** A name that can be one of a folder and a package. */
const projectName = ({ id, name }: Procedure) =>
  plainText(name)
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60) || `Routine_${id.replace(/[^A-Za-z0-9]+/g, '_')}`
