import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { transformSync } from 'rolldown/utils'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { hostileProcedure, hostileText } from '../hostile.fixture.ts'
import type { OutputKind } from '../output.ts'
import { powerAutomate } from '../power-automate/power-automate.ts'
import { checkRobin, robinText } from '../power-automate/robin.ts'
import { enterCustomer, step, textbox } from '../procedure.fixture.ts'
import { uipath } from '../uipath/uipath.ts'
import { literal, vbText } from '../uipath/vb.ts'

const PAGE = 'https://shop.test/new'
const procedure = enterCustomer(PAGE)
const content = (output: OutputKind, path: string, given = procedure) =>
  String(output.make(given).files.find(file => file.path === path)!.content)

describe('prepared input', () => {
  test('holds parameters, computed values and conditions, and its script makes the same table', () => {
    const { files } = powerAutomate.make(procedure)
    const table = content(powerAutomate, 'input.csv')
    expect(table.split('\r\n')[0]).toBe('"full_name","birthday","kind","s2_value","s3_value","s4_done"')
    const folder = mkdtempSync(join(tmpdir(), 'parfocal-rpa-'))
    for (const { path, content: text } of files) {
      if (!/^(rows\.json|prepare-input\.ts|transformations\.ts)$/.test(path)) continue
      if (!path.endsWith('.ts')) writeFileSync(join(folder, path), text)
      else {
        const { code, errors } = transformSync(path, String(text).replaceAll(/(from '\.\/\w+)\.ts'/g, "$1.mjs'"))
        expect(errors).toEqual([])
        writeFileSync(join(folder, path.replace(/ts$/, 'mjs')), code)
      }
    }
    const rows = [
      { 'full name': 'Ann "A" Lee', birthday: '03/11/1986', kind: 'person' },
      { 'full name': 'Bob de Ray', birthday: '28/02/1990', kind: 'company' },
    ]
    const run = () =>
      execFileSync(process.execPath, ['prepare-input.mjs'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
    writeFileSync(join(folder, 'rows.json'), JSON.stringify(rows))
    run()
    expect(readFileSync(join(folder, 'input.csv'), 'utf8').split('\r\n').slice(1)).toEqual([
      '"Ann ""A"" Lee","03/11/1986","person","Lee","1986-11-03","no"',
      '"Bob de Ray","28/02/1990","company","Ray","1990-02-28","yes"',
      '',
    ])
    writeFileSync(join(folder, 'rows.json'), JSON.stringify([{ ...rows[0], birthday: 'never' }]))
    expect(run).toThrow('a learned rule does not apply')
    rmSync(folder, { recursive: true })
  })
})

describe('a desktop flow of Power Automate', () => {
  test('reads its rows, looks before it acts, asks before what cannot be taken back', () => {
    const lines = content(powerAutomate, 'flow.robin.txt').split('\n')
    expect(lines).toContain('SET DryRun TO True')
    expect(lines.slice(lines.indexOf('    # type Last name = chunk last of full name'))).toMatchObject([
      '    # type Last name = chunk last of full name',
      "    WAIT (WebAutomation.WaitForWebPageContent.WebPageToContainElement BrowserInstance: Browser Control: appmask['Enter customer']['s2 Last name'])",
      '    IF DryRun = False THEN',
      "        WebAutomation.PopulateTextField.PopulateTextField BrowserInstance: Browser Control: appmask['Enter customer']['s2 Last name'] Text: CurrentRow['s2_value'] EmulateTyping: True UnfocusAfterPopulate: False Mode: WebAutomation.PopulateTextMode.Replace",
      '    END',
      ...lines.slice(lines.indexOf('    # type Last name = chunk last of full name') + 5),
    ])
    expect(lines).toContain("    IF CurrentRow['s4_done'] = $'''yes''' THEN")
    expect(lines.filter(line => line.includes("IF Answer <> $'''Yes''' THEN"))).toHaveLength(1)
  })
  test('says which elements are to be captured, and what is left', () => {
    const { toDo } = powerAutomate.make(procedure)
    expect(toDo.join('\n')).toContain(`s2 Last name (textbox on ${PAGE})`)
    const hotkey = { ...procedure, steps: [step('s1', { label: 'press Ctrl+S', action: 'hotkey' })] }
    expect(powerAutomate.make(hotkey).toDo.join('\n')).toContain('"press Ctrl+S": write it into the flow')
  })
  test('the grammar knows a fault when it sees one', () => {
    const faults = (text: string) => checkRobin(text).length
    expect(faults("SET x TO $'''it\\'s 5 %%\nof two lines'''\n# all\nIF x = True THEN\nEND")).toBe(0)
    expect(faults("SET x TO $'''it's'''")).toBe(1)
    expect(faults("SET x TO $'''%x%'''")).toBe(1)
    expect(faults('IF x = True THEN')).toBe(1)
    expect(faults('END')).toBe(1)
    expect(faults('rm -rf /')).toBe(1)
    expect(faults("A.B Text: $'''x''' then more")).toBe(1)
    expect(faults("SET x TO $'''open")).toBe(1)
  })
  test('no text ends its literal or begins an expression', () => {
    fc.assert(
      fc.property(hostileText, text => {
        expect(checkRobin(`SET x TO ${robinText(text)}`)).toEqual([])
      }),
      { seed: 1 },
    )
  })
})

/** What the activities of the two packages and of Workflow Foundation take, as their public documentation says. */
const ACTIVITIES: Readonly<Record<string, readonly string[]>> = {
  'ui:ReadCsvFile': ['DataTable', 'Delimitator', 'FilePath', 'Encoding'],
  'ui:OpenBrowser': ['BrowserType', 'Url'],
  'ui:NavigateTo': ['Url'],
  'ui:ForEachRow': ['DataTable'],
  'ui:SetText': ['Text'],
  'ui:SelectItem': ['Item'],
  'ui:Check': ['Action'],
  'ui:GetValue': ['Value'],
  'ui:Hover': [],
  'ui:Click': ['ClickType', 'MouseButton'],
  'ui:UiElementExists': ['Exists'],
  'ui:LogMessage': ['Level', 'Message'],
  'ui:MessageBox': ['Buttons', 'ChosenButton', 'Text'],
  'ui:Comment': ['Text'],
  'ui:Target': ['Selector', 'WaitForReady'],
  Sequence: ['sap2010:Annotation.AnnotationText'],
  If: ['Condition'],
  Throw: ['Exception'],
  Variable: ['x:TypeArguments', 'Name'],
  ActivityAction: ['x:TypeArguments'],
  DelegateInArgument: ['x:TypeArguments', 'Name'],
}
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  ClickType: ['CLICK_SINGLE', 'CLICK_DOUBLE'],
  MouseButton: ['BTN_LEFT', 'BTN_RIGHT'],
  Action: ['Check', 'Uncheck'],
  Buttons: ['YesNo'],
  Level: ['Info'],
  WaitForReady: ['INTERACTIVE'],
  Delimitator: ['Comma'],
  BrowserType: ['Chrome'],
}
/** Tokens of the expressions that we write: literals, ChrW, names with arguments, operators. */
const VB =
  /^\[(?:"(?:[^"\u201c-\u201f]|"")*"|ChrW\(\d+\)|[A-Za-z_][A-Za-z0-9_.]*(?:\((?:"[^"]*")?\))?(?:\.[A-Za-z]+)*|New |<>|=|&| )+\]$/

/** Everything that is wrong with a workflow; throws where it is not well-formed or a prefix has no namespace. */
function checkXaml(xaml: string): string[] {
  const wrong: string[] = []
  const variables = new Set(['in_InputFile', 'in_DryRun', 'CurrentRow'])
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const plain = Object.entries(attributes).map(([key, { value }]) => [key, value] as const)
    if (name === 'Variable') variables.add(String(attributes['Name']?.value))
    const known = ACTIVITIES[name]
    if (!known && !/\.(?:Then|Else|Body|Target|Argument|Variables|\w+ForImplementation)$/.test(name) && !HEAD.has(name))
      wrong.push(`${name} is no activity`)
    for (const [key, value] of plain) {
      if (known && key !== 'DisplayName' && !known.includes(key)) wrong.push(`${name} has no ${key}`)
      if (known && CHOICES[key] && !CHOICES[key].includes(value)) wrong.push(`${name} ${key}="${value}"`)
      if (value.startsWith('{') && !value.startsWith('{}')) wrong.push(`${name} ${key} is a markup extension: ${value}`)
      const isExpression =
        known &&
        value.startsWith('[') &&
        !['DisplayName', 'sap2010:Annotation.AnnotationText'].includes(key) &&
        !(name === 'ui:Comment')
      if (!isExpression) continue
      if (!VB.test(value)) wrong.push(`${name} ${key} is no expression: ${value}`)
      for (const [word] of value.replace(/"(?:[^"]|"")*"/g, '').matchAll(/(?<![.\w])(?:read|secret)_\w+/g))
        if (!variables.has(word)) wrong.push(`${word} is not declared`)
    }
  })
  parser.write(xaml).close()
  return wrong
}
const HEAD = new Set(['Activity', 'x:Members', 'x:Property', 'x:String', 'sco:Collection', 'AssemblyReference'])

describe('a UiPath project', () => {
  test('has activities with valid attributes, a dry run, a question and declared variables', () => {
    const xaml = content(uipath, 'Main.xaml')
    expect(checkXaml(xaml)).toEqual([])
    expect(xaml).toContain('Text="[CurrentRow(&quot;s2_value&quot;).ToString]"')
    expect(xaml).toContain('Condition="[CurrentRow(&quot;s4_done&quot;).ToString = &quot;yes&quot;]"')
    expect(xaml).toContain(`Selector="&lt;webctrl id='birthday' /&gt;"`)
    expect(xaml.match(/<ui:MessageBox /g)).toHaveLength(1)
    expect(JSON.parse(content(uipath, 'project.json'))).toMatchObject({
      name: 'Enter_customer',
      main: 'Main.xaml',
      expressionLanguage: 'VisualBasic',
      targetFramework: 'Windows',
    })
  })
  test('finds elements of windows by title, id and name, and says what it cannot do', () => {
    const on = { ...textbox('amount', 'Amount', ''), page: null, window: 'Order {9999} - ERP' }
    const steps = [
      step('s1', { label: 'type Amount', action: 'enter', element: on, value: { kind: 'constant', text: '1 "x"' } }),
      step('s2', { label: 'scroll', action: 'scroll', element: on }),
    ]
    const made = uipath.make({ ...procedure, steps })
    const xaml = String(made.files[0]!.content)
    expect(checkXaml(xaml)).toEqual([])
    expect(xaml).toContain("&lt;wnd title='Order * - ERP' /&gt;&lt;ctrl automationid='amount' name='Amount' /&gt;")
    expect(xaml).toContain('Text="[&quot;1 &quot;&quot;x&quot;&quot;&quot;]"')
    expect(made.toDo.join('\n')).toContain('"scroll": write it into the workflow')
  })
  test('the check knows a fault when it sees one', () => {
    const xaml = content(uipath, 'Main.xaml')
    const broken = (from: string, to: string) => checkXaml(xaml.replace(from, to)).length
    expect(broken('MouseButton="BTN_LEFT"', 'MouseButton="Left"')).toBe(1)
    expect(broken('ui:SetText DisplayName', 'ui:SetText Colour="x" DisplayName')).toBe(1)
    expect(broken('DisplayName="type Birthday"', 'DisplayName="{type Birthday}"')).toBe(1)
    expect(broken('[rows]', '[Shell(1 + 2)]')).toBeGreaterThan(0)
    expect(() => checkXaml(xaml.replace('xmlns:ui=', 'xmlns:uj='))).toThrow('prefix')
  })
  test('a text stays a text in Visual Basic and in XAML', () => {
    expect(vbText('say "hi" \u201cyou\u201d\n')).toBe('"say ""hi"" " & ChrW(8220) & "you" & ChrW(8221) & ChrW(10)')
    expect(vbText('')).toBe('""')
    expect(literal('{x:Null}')).toBe('{}{x:Null}')
    fc.assert(
      fc.property(hostileText, text => {
        expect(`[${vbText(text)}]`).toMatch(VB)
      }),
      { seed: 2 },
    )
  })
})

test('whatever a recording holds, both skeletons are valid', () => {
  fc.assert(
    fc.property(hostileProcedure, given => {
      expect(checkRobin(content(powerAutomate, 'flow.robin.txt', given))).toEqual([])
      expect(checkXaml(content(uipath, 'Main.xaml', given))).toEqual([])
      JSON.parse(content(uipath, 'project.json', given))
      for (const path of ['prepare-input.ts'])
        expect(transformSync(path, content(uipath, path, given)).errors).toEqual([])
    }),
    { seed: 6, numRuns: 60 },
  )
})
