/**
 * Recordings of every format with a secret in every field that may hold one, for tests that look for them in what is
 * written. No secret is a word that an interface says by itself.
 */
export const planted: readonly string[] = [
  'Brzeczkiewicz',
  'wojciech.kowalski',
  'DE89370400440532013000',
  'DE89 3704 0044 0532 0130 00',
  'sk_live_9aF3kQ7xT2mB8vL1',
  'Tr0ub4dor',
  '48213377',
  '771234',
  'geheimplan',
  'קופת',
  '\u{1f984}',
  'Zschokke',
  'annas-laptop',
]
const NAME = 'Wojciech Brzeczkiewicz'
const MAIL = 'wojciech.kowalski@firma-x.example'
const IBAN = 'DE89370400440532013000'
const TOKEN = 'sk_live_9aF3kQ7xT2mB8vL1'
const TEXT = 'geheimplan קופת חולים \u{1f984} Zschokke 48213377'
const PASSWORD = 'Tr0ub4dor'
const LINK = `https://${MAIL.replace('@', ':Tr0ub4dor@')}/kunden/${NAME.replace(' ', '-')}/48213377?q=${TOKEN}&Zschokke=771234#${NAME}`

const csv = (rows: readonly (readonly string[])[]): string =>
  `${rows.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`

function actionLogger(): string {
  const columns =
    'timeStamp,userID,targetApp,eventType,url,content,target.workbookName,target.sheetName,target.id,target.class,target.tagName,target.type,target.name,target.value,target.innerText,target.checked,target.href,target.option,target.title,target.innerHTML,target.css,caseid'.split(
      ',',
    )
  const row = (of: Record<string, string>) => columns.map(column => of[column] ?? '')
  const web = {
    timeStamp: '2025-03-03T08:00:01.120Z',
    userID: NAME,
    targetApp: 'Chrome',
    url: LINK,
    'target.title': TEXT,
  }
  const html = `<td onclick="x('${IBAN}')">${NAME}</td>`
  const rows = [
    columns,
    row({
      ...web,
      eventType: 'editField',
      'target.tagName': 'INPUT',
      'target.type': 'text',
      'target.id': `field-${IBAN}`,
      'target.name': `n-${NAME}`,
      'target.value': TEXT,
      'target.innerHTML': html,
      'target.css': `input[value="${NAME}"]`,
    }),
    row({
      ...web,
      eventType: 'editField',
      'target.tagName': 'INPUT',
      'target.type': 'password',
      'target.id': 'pw',
      'target.value': PASSWORD,
    }),
    row({
      ...web,
      eventType: 'editField',
      'target.tagName': 'INPUT',
      'target.type': 'text',
      'target.id': 'password',
      'target.name': 'password',
      'target.value': PASSWORD,
    }),
    row({
      ...web,
      eventType: 'clickLink',
      'target.tagName': 'TD',
      'target.innerText': TEXT,
      'target.href': LINK,
      'target.id': `/HTML/BODY/TD[text()='${NAME}']`,
    }),
    row({
      ...web,
      eventType: 'clickLink',
      'target.tagName': 'A',
      'target.innerText': NAME,
      'target.id': `row-${TOKEN}`,
    }),
    row({
      ...web,
      eventType: 'clickButton',
      'target.tagName': 'BUTTON',
      'target.innerText': `Pay ${IBAN}`,
      'target.name': MAIL,
    }),
    row({ ...web, eventType: 'selectOption', 'target.tagName': 'SELECT', 'target.option': NAME, 'target.value': TEXT }),
    row({ ...web, eventType: 'click', 'target.tagName': TEXT, 'target.innerText': NAME }),
    row({ ...web, eventType: `click ${NAME}`, 'target.tagName': 'LI', 'target.innerText': MAIL }),
    row({ ...web, timeStamp: '2025-03-03T08:00:01Z', targetApp: '', eventType: 'copy', content: `${TEXT} ${IBAN}` }),
    row({ ...web, targetApp: `${NAME} - Chat`, eventType: 'click' }),
    row({ ...web, timeStamp: `not a time: ${NAME}`, eventType: 'click' }),
    row({ ...web, timeStamp: `${MAIL}`, eventType: 'click' }),
    row({
      ...web,
      targetApp: 'Excel',
      eventType: 'editCell',
      'target.workbookName': `${NAME} Gehalt.xlsx`,
      'target.sheetName': TEXT,
      'target.id': 'B2',
      'target.value': TEXT,
    }),
    row({ ...web, eventType: 'click', caseid: NAME }),
  ]
  return csv(rows)
}

function smartRpa(): string {
  const columns =
    'timestamp,user,category,application,event_type,event_src_path,event_dest_path,clipboard_content,mouse_coord,workbook,current_worksheet,worksheets,cell_content,cell_range,hotkey,id,title,description,browser_url,tag_category,tag_type,tag_name,tag_title,tag_value,tag_checked,tag_html,tag_href,tag_innerText,tag_option,tag_attributes,xpath,xpath_full,screenshot'.split(
      ',',
    )
  const row = (of: Record<string, string>) => columns.map(column => of[column] ?? '')
  const web = {
    timestamp: '2025-03-03 09:00:00:120000',
    user: MAIL,
    category: 'Browser',
    application: 'Chrome',
    browser_url: LINK,
    title: TEXT,
    description: NAME,
    tag_html: NAME,
    tag_attributes: IBAN,
    tag_href: LINK,
    screenshot: NAME,
  }
  const rows = [
    columns,
    row({
      ...web,
      event_type: 'changeField',
      tag_category: 'INPUT',
      tag_type: 'text',
      tag_name: `to-${MAIL}`,
      tag_title: MAIL,
      tag_value: TEXT,
      xpath: `//input[@value="${NAME}"]`,
      xpath_full: `/html/td[contains(., '${TEXT}')]`,
    }),
    row({
      ...web,
      event_type: 'changeField',
      tag_category: 'INPUT',
      tag_type: 'password',
      tag_name: 'x',
      tag_value: PASSWORD,
      xpath: `//*[@id="u-${TOKEN}"]`,
    }),
    row({ ...web, event_type: 'clickLink', tag_category: 'DIV', tag_innerText: NAME, tag_title: IBAN }),
    row({ ...web, event_type: 'selectOptions', tag_category: 'SELECT', tag_option: NAME, tag_value: TEXT }),
    row({ ...web, category: 'Clipboard', application: '', event_type: 'copy', clipboard_content: `${TEXT} ${IBAN}` }),
    row({
      ...web,
      category: 'OperatingSystem',
      application: 'Finder',
      event_type: 'openFile',
      event_src_path: `C:\\Users\\annas-laptop\\${NAME}.docx`,
      event_dest_path: TEXT,
    }),
    row({
      ...web,
      category: 'MicrosoftOffice',
      application: `Microsoft Excel ${NAME}`,
      event_type: 'editCell',
      workbook: `${NAME}.xlsx`,
      current_worksheet: TEXT,
      cell_content: TEXT,
      cell_range: 'B2',
    }),
    row({ ...web, event_type: 'hotkey', hotkey: `ctrl+${PASSWORD}`, id: PASSWORD }),
  ]
  return csv(rows)
}

function chromeRecorder(): string {
  const selectors = [
    [`aria/${NAME}[role="cell"]`],
    [`aria/${TEXT}`],
    [`text/${TEXT}`],
    [`#row-${IBAN}`],
    [`[name="${MAIL}"]`],
    [`td[title="${NAME}"] > span:has-text("${TEXT}")`],
    [`[data-testid="customer-${TOKEN}"]`],
    [`xpath///td[text()="${NAME}"]`],
    [`pierce/a[href="${LINK}"]`],
  ]
  return JSON.stringify({
    title: `Zahlung von ${NAME}`,
    steps: [
      { type: 'setViewport', width: 1, height: 1 },
      { type: 'navigate', url: LINK, assertedEvents: [{ type: 'navigation', url: LINK, title: TEXT }] },
      { type: 'click', selectors, offsetX: 1, offsetY: 1, target: NAME },
      { type: 'change', value: TEXT, selectors: [[`[title=${PASSWORD}]`]] },
      { type: 'change', value: PASSWORD, selectors: [['input[type="password"]']] },
      { type: 'change', value: PASSWORD, selectors: [['aria/Password[role="textbox"]'], ['#pw']] },
      { type: 'keyDown', key: PASSWORD },
      { type: 'customStep', name: NAME, parameters: { a: TEXT } },
      { type: `x ${NAME}`, selectors },
      { type: 'waitForElement', selectors },
    ],
  })
}

function playwrightCodegen(): string {
  const line = (step: object) => JSON.stringify({ signals: [], pageAlias: 'page', framePath: [], ...step })
  return [
    JSON.stringify({ browserName: 'chromium', launchOptions: { args: [NAME] }, contextOptions: {} }),
    line({ name: 'openPage', url: LINK }),
    line({ name: 'click', selector: `internal:role=cell[name="${NAME}"i]`, clickCount: 1, button: 'left' }),
    line({ name: 'click', selector: `internal:text="${TEXT}"i`, clickCount: 1, button: 'left' }),
    line({
      name: 'click',
      selector: `internal:role=row[name="${TEXT}"i] >> internal:role=button >> nth=0`,
      clickCount: 1,
    }),
    line({ name: 'click', selector: `tr:has-text("${NAME}") >> td`, clickCount: 1 }),
    line({ name: 'click', selector: `text=${NAME}`, clickCount: 1 }),
    line({ name: 'fill', selector: `iframe[title="${NAME}"] >> internal:control=enter-frame >> #a`, text: TEXT }),
    line({ name: 'fill', selector: 'internal:label="Password"i', text: PASSWORD }),
    line({ name: 'fill', selector: 'input[type="password"]', text: PASSWORD }),
    line({ name: 'select', selector: `internal:attr=[title="${MAIL}"i]`, options: [NAME, TEXT] }),
    line({ name: 'setInputFiles', selector: '#f', files: [`${NAME}.pdf`] }),
    line({ name: 'press', selector: '#a', key: PASSWORD }),
    line({ name: `assert ${NAME}`, selector: '#a', text: TEXT }),
    line({ name: `other ${NAME}`, selector: `internal:testid=[data-testid="${TOKEN}"s]` }),
    line({ name: 'click', selector: `internal:has-text="${NAME}"i`, clickCount: 1 }),
    `{"name":"fill","text":"${NAME} ${TEXT}`,
  ].join('\n')
}

function rrweb(): string {
  let next = 1
  const node = (tagName: string, attributes: object, ...childNodes: object[]) => ({
    type: 2,
    id: next++,
    tagName,
    attributes,
    childNodes,
  })
  const text = (textContent: string) => ({ type: 3, id: next++, textContent })
  const cell = node('td', { title: NAME, 'aria-label': TEXT }, text(TEXT))
  const own = node('input', { id: `i-${IBAN}`, name: MAIL, 'data-testid': TOKEN, placeholder: MAIL, value: TEXT })
  const password = node('input', { type: 'password', id: 'p' })
  const link = node('a', { href: LINK }, text(NAME))
  const item = node('li', { role: 'option' }, text(NAME))
  const form = node('form', { 'aria-label': NAME, id: IBAN }, own, password)
  const body = node('body', {}, form, node('table', { name: TEXT }, node('tr', {}, cell)), link, item)
  const at = (i: number) => 1740988800000 + i * 1000
  const click = (i: number, id: number) => ({ type: 3, timestamp: at(i), data: { source: 2, type: 2, id, x: 1, y: 1 } })
  return JSON.stringify([
    { type: 4, timestamp: at(0), data: { href: LINK, width: 1, height: 1 } },
    { type: 2, timestamp: at(1), data: { node: { type: 0, id: 900, childNodes: [node('html', {}, body)] } } },
    click(2, cell.id),
    click(3, link.id),
    click(4, item.id),
    { type: 3, timestamp: at(5), data: { source: 5, id: own.id, text: TEXT, isChecked: false } },
    { type: 3, timestamp: at(6), data: { source: 5, id: password.id, text: PASSWORD, isChecked: false } },
    {
      type: 3,
      timestamp: at(7),
      data: { source: 0, texts: [{ id: 5, value: NAME }], attributes: [], removes: [], adds: [] },
    },
    { type: 5, timestamp: at(8), data: { tag: NAME, payload: TEXT } },
  ])
}

function workflowUse(): string {
  const step = { timestamp: 1740988800100, tabId: 7, url: LINK, frameUrl: `${LINK}/frame`, title: TEXT }
  return JSON.stringify({
    workflow_analysis: NAME,
    name: `Rechnung von ${NAME}`,
    description: TEXT,
    input_schema: [{ name: NAME }],
    steps: [
      { ...step, type: 'navigation' },
      {
        ...step,
        type: 'input',
        value: TEXT,
        cssSelector: `input[name="${MAIL}"]`,
        xpath: `id("a-${TOKEN}")`,
        elementTag: 'INPUT',
        targetText: MAIL,
        elementText: NAME,
      },
      {
        ...step,
        type: 'input',
        value: PASSWORD,
        cssSelector: 'input[type="password"]',
        xpath: '//x',
        elementTag: 'INPUT',
      },
      {
        ...step,
        type: 'click',
        cssSelector: `td[title="${NAME}"]`,
        xpath: `//td[.='${NAME}']`,
        elementTag: 'TD',
        elementText: TEXT,
        targetText: NAME,
      },
      {
        ...step,
        type: 'select_change',
        selectedText: NAME,
        selectedValue: TEXT,
        cssSelector: '#s',
        elementTag: 'SELECT',
      },
      { ...step, type: 'key_press', key: PASSWORD, cssSelector: `#${IBAN}` },
      { ...step, type: `extract ${NAME}`, extractionGoal: TEXT },
    ],
  })
}

function agentNet(): string {
  return [
    {
      action: 'click',
      start_time: 1000,
      target: { control_type: 'ListItemControl', title: NAME },
      axtree: { Name: TEXT, Children: [{ Name: NAME }] },
      description: `Click on ${NAME}`,
      coordinate: { x: 1, y: 1 },
      event_start_idx: 1,
    },
    { action: 'type', start_time: 1001, text: TEXT, description: NAME, target: { control_type: TEXT, title: IBAN } },
    {
      action: `Type ${NAME}`,
      start_time: 1002,
      description: `type ${TEXT}`,
      content: PASSWORD,
      axtree: { Name: MAIL },
    },
    { action: 'press', start_time: 1003, key: PASSWORD },
    { action: 'hotkey', start_time: 1004, keys: ['ctrl', PASSWORD] },
  ]
    .map(line => JSON.stringify(line))
    .join('\n')
}

function activityWatch(): string {
  const event = (data: object) => [{ id: 1, timestamp: '2025-03-03T08:20:00.000000+00:00', duration: 30, data }]
  const bucket = (type: string, data: object) => ({
    id: 'x',
    type,
    client: 'aw',
    hostname: 'annas-laptop',
    events: event(data),
  })
  return JSON.stringify({
    buckets: {
      'aw-watcher-window_annas-laptop': bucket('currentwindow', { app: `Chat ${NAME}`, title: TEXT }),
      'aw-watcher-web_annas-laptop': bucket('web.tab.current', { url: LINK, title: NAME }),
      'aw-watcher-editor_annas-laptop': bucket('app.editor.activity', {
        file: `/home/${NAME}/${TEXT}.txt`,
        project: `/home/${NAME}/geheimplan`,
      }),
      'aw-other_annas-laptop': bucket(`own ${NAME}`, { title: TEXT }),
    },
  })
}

function stepsRecorder(): string {
  const level = (name: string, type: string, id = '') =>
    `<Level Name="${name}" ControlType="${type}" AutomationId="${id}" />`
  const action = (n: number, word: string, description: string, levels: string, time = '08:00:01') =>
    `<EachAction ActionNumber="${n}" Time="${time}" FileName="${NAME}.exe" FileDescription="Chat ${NAME}"><Description>${description}</Description><Action>${word}</Action><CursorCoordsXY>1,2</CursorCoordsXY><UIAStack>${levels}</UIAStack></EachAction>`
  return `From:\nSubject: ${NAME}\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="=_NextPart_SMP_1db8c0d2d4f8000_0a_00000001"\n\n--=_NextPart_SMP_1db8c0d2d4f8000_0a_00000001\nContent-Type: text/html; charset="UTF-8"\n\n<html><body><xml id="recordeddata"><Report><UserActionData><RecordSession SessionCount="1">${[
    action(
      1,
      'Mouse Left Click',
      `User left click on ${NAME}`,
      level(NAME, '50007', `row-${IBAN}`) + level(TEXT, '50026') + level(TEXT, '50032'),
    ),
    action(2, `Keyboard Input ${PASSWORD}`, TEXT, level(MAIL, '50004', TOKEN) + level(NAME, '50032')),
    action(3, 'User Comment', `${NAME}: ${TEXT}`, '', `${NAME}`),
  ].join('')}</RecordSession></UserActionData></Report></xml></body></html>`
}

function table(): string {
  return csv([
    'EventID,TimestampUTC,UserName,EventType,ApplicationName,ActiveWindowTitle,URL,ElementType,ElementName,Text,MouseX,MouseY,SessionID,AutomationId,XPath,CssSelector,Sheet,System,File Name'.split(
      ',',
    ),
    [
      '1',
      '2025-03-03 08:00:01.000',
      NAME,
      'Left-click',
      `Chat ${NAME}`,
      TEXT,
      LINK,
      TEXT,
      NAME,
      TEXT,
      '1',
      '2',
      NAME,
      `x-${TOKEN}`,
      `//td[text()="${NAME}"]`,
      `td[title='${TEXT}']`,
      TEXT,
      `SAP ${NAME}`,
      `C:\\Users\\${NAME}\\${IBAN}.xlsx`,
    ],
    [
      '2',
      '2025-03-03 08:00:02.000',
      NAME,
      `Entered text ${NAME} into ${MAIL}`,
      'chrome',
      TEXT,
      LINK,
      'Edit',
      MAIL,
      TEXT,
      '1',
      '2',
      MAIL,
      IBAN,
      `//a[@href="${LINK}"]`,
      `a[href="${LINK}"]`,
      TEXT,
      '',
      '',
    ],
    [
      '3',
      `99.99.2025 ${NAME}`,
      NAME,
      'Entered text',
      'chrome',
      TEXT,
      LINK,
      'password',
      'Secret',
      PASSWORD,
      '1',
      '2',
      MAIL,
      '',
      '',
      '',
      '',
      '',
      '',
    ],
  ])
}

const xes = (): string => {
  const string = (key: string, value: string) =>
    `<string key="${key}" value="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"/>`
  return `<?xml version="1.0" encoding="UTF-8"?><log xes.version="1.0" xmlns="http://www.xes-standard.org/">${string('concept:name', NAME)}<trace>${string('concept:name', NAME)}<event>${[
    string('source', 'Excel'),
    string('concept:name', `insertValue ${NAME}`),
    string('Label', NAME),
    string('Value', TEXT),
    string('Url', LINK),
    string('FileName', `${NAME}.xlsx`),
    string('Sheet', TEXT),
    string('org:resource', NAME),
    string(`Zschokke`, NAME),
  ].join(
    '',
  )}<date key="time:timestamp" value="${NAME}"/></event><event>${string('source', `SAP ${NAME}`)}${string('concept:name', 'clickButton')}${string('Label', MAIL)}</event></trace></log>`
}

/** By the id of the format. */
export const plantedFiles: Readonly<Record<string, () => string>> = {
  'action-logger': actionLogger,
  'smart-rpa': smartRpa,
  'chrome-recorder': chromeRecorder,
  'playwright-codegen': playwrightCodegen,
  rrweb,
  'workflow-use': workflowUse,
  'agent-net': agentNet,
  'activity-watch': activityWatch,
  'steps-recorder': stepsRecorder,
  'ui-table': table,
  'ui-xes': xes,
}
/** What a file may be called by. */
export const plantedName = `${NAME} 771234.dat`
