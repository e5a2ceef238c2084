import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { fileSource } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { proposeMapping } from '../propose-mapping.ts'
import type { Proposal } from './proposal.ts'
import { platform, textSource } from './reading.fixture.ts'

const propose = (text: string, name = 'test.csv') => proposeMapping(textSource(text, name), { platform })

/** `case | activity | start?–complete (format) | resource | lifecycle | instance`, as far as there are such columns. */
function roles({ mapping }: Proposal): string {
  const { caseId, activity, complete, start, resource, lifecycle, instance } = mapping
  const time = complete
    ? `${start ? `${start.columns.join('+')}–` : ''}${complete.columns.join('+')} (${complete.format})`
    : 'no time'
  return [caseId.columns.join('+'), activity.columns.join('+'), time, resource ?? '–', lifecycle ?? '', instance ?? '']
    .join(' | ')
    .replace(/( \| )+$/, '')
}

const LOGS: readonly (readonly [string, string])[] = [
  ['api-batch/event_log_1.csv', 'case_id | Activity | start_time–end_time (iso) | Resource'],
  ['api-batch/event_log_6.csv', 'case_id | Activity | start_time–end_time (iso) | Resource'],
  ['api-extraneous/real-life/AcademicCredentials.csv.gz', 'case_id | activity | start_time–end_time (iso) | resource'],
  ['api-extraneous/real-life/BPIC_2012_W.csv.gz', 'case_id | activity | start_time–end_time (iso) | resource'],
  ['api-extraneous/synthetic/Loan_Application.csv.gz', 'case_id | activity | start_time–end_time (iso) | resource'],
  [
    'api-extraneous/synthetic/Procure_to_Pay_5_timers_after.csv.gz',
    'case_id | activity | start_time–end_time (iso) | resource',
  ],
  [
    'api-pix/assets/PurchasingExample.csv.gz',
    'case:concept:name | concept:name | start_timestamp–time:timestamp (iso) | org:resource',
  ],
  [
    'api-production/Production.csv',
    'case:concept:name | concept:name | start_timestamp–time:timestamp (iso) | org:resource',
  ],
  [
    'api-simod/LoanApp_simplified.csv.gz',
    'case:concept:name | concept:name | start_timestamp–time:timestamp (iso) | org:resource',
  ],
  ['api-simod/branch_rules/xor_7.csv.gz', 'case_id | activity | start_time–end_time (iso) | resource'],
  ['bupar-eventdataR/patients.csv', 'patient | handling | time (iso) | employee | registration_type | handling_id'],
  [
    'ibm-processmining/Client onboarding/Client_onboarding/onboard_client.zip',
    'process | activity | start–end (dd-MM-yyyy HH:mm:ss) | resource',
  ],
  ['logquality-polluted/credit/Credit-Distorted.csv', 'Case | Activity | Timestamp (iso) | Resource'],
  ['logquality-polluted/credit/Credit-Polluted.csv', 'Case | Activity | Timestamp (iso) | Resource'],
  [
    'pm4py-interval/interval_event_log.csv',
    'case:concept:name | concept:name | start_timestamp–time:timestamp (iso) | –',
  ],
  [
    'pm4py-receipt/receipt.csv',
    'case:concept:name | concept:name | time:timestamp (iso) | org:resource | lifecycle:transition | concept:instance',
  ],
  [
    'pm4py-receipt/receipt.parquet',
    'case:concept:name | concept:name | time:timestamp (iso) | org:resource | lifecycle:transition | concept:instance',
  ],
  [
    'pm4py-reviewing/reviewing.csv',
    'case:concept:name | concept:name | time:timestamp (iso) | org:resource | lifecycle:transition',
  ],
  [
    'pm4py-running-example/running-example.csv',
    'case:concept:name | concept:name | time:timestamp (iso) | org:resource',
  ],
  ['sap-o2c-cdhdr/CDHDR.csv', 'OBJECTID | TCODE | UDATE+UTIME (iso) | USERNAME'],
  [
    'uci-incident/incident_event_log.csv',
    'number | incident_state | sys_updated_at (dd-MM-yyyy HH:mm) | sys_updated_by',
  ],
  ['ui-rpm-segmentator/Evaluation/CSV/Reimbursement_segmented.csv', 'caseID | eventType | timeStamp (iso) | userID'],
  ['uipath-devkit/Transaction_history.csv', 'ID | Field | Timestamp (iso) | User'],
  ['verenich-csv/helpdesk.csv', 'CaseID | ActivityID | CompleteTimestamp (iso) | –'],
]

async function shared(path: string) {
  const full = sharedPath('data/logs', path)
  if (path.endsWith('.csv.gz')) return bytesSource(path, gunzipSync(readFileSync(full)))
  return fileSource(full)
}

describeShared(
  'roles of real tables',
  LOGS.map(([path]) => `data/logs/${path}`),
  () => {
    test.each(LOGS)('%s', async (path, expected) => {
      const proposal = await proposeMapping(await shared(path), { platform })
      expect(roles(proposal)).toBe(expected)
      expect(proposal.confidence.activity).toBeGreaterThan(0.3)
    })

    test('ServiceNow incidents: "?" is no value, what is fixed by the case is an attribute of the case, people are found', async () => {
      const { mapping, people } = await proposeMapping(await shared('uci-incident/incident_event_log.csv'), {
        platform,
      })
      expect(mapping.table.missing).toEqual(['?'])
      const column = (name: string) => mapping.columns.find(({ column }) => column === name)
      expect(column('opened_at')).toMatchObject({ scope: 'case', type: 'date', format: 'dd-MM-yyyy HH:mm' })
      expect(column('made_sla')).toMatchObject({ type: 'boolean' })
      expect(column('reassignment_count')).toMatchObject({ scope: 'event', type: 'int' })
      expect(people.map(({ column }) => column)).toEqual([
        'caller_id',
        'opened_by',
        'sys_created_by',
        'sys_updated_by',
        'assigned_to',
        'resolved_by',
      ])
    })

    test('columns named case:... of pm4py become case attributes without the prefix', async () => {
      const { mapping } = await proposeMapping(await shared('pm4py-receipt/receipt.csv'), { platform })
      expect(mapping.columns.filter(({ scope }) => scope === 'case').map(({ key, type }) => `${key} ${type}`)).toEqual([
        'channel string',
        'deadline date',
        'department string',
        'enddate date',
        'enddate_planned date',
        'group string',
        'responsible string',
        'startdate date',
      ])
    })
  },
)

describe('names of systems and languages', () => {
  const rows = (names: string, time = '2021-03-04 10:00:00') =>
    `${names}\n${['A1,start,', 'A1,check,', 'A2,start,', 'A2,check,', 'A2,end,'].map((row, i) => `${row}${time.replace('10', String(10 + i))},u${i % 2}`).join('\n')}\n`
  test.each([
    'Case ID,Activity,Complete Timestamp,Resource',
    '_CASE_KEY,ACTIVITY_EN,EVENTTIME,USER_NAME',
    'Issue key,Status,Created,Assignee',
    'VBELN,Schritt,Zeitstempel,Bearbeiter',
    'Auftragsnummer,Aktivität,Zeitpunkt,Benutzer',
    'numero de commande,étape,horodatage,utilisateur',
    'pedido,actividad,fecha,usuario',
    'zaak,activiteit,tijdstip,medewerker',
    'pratica,attività,data ora,utente',
    'orderId,stepName,completedAt,performedBy',
    'incident_number,task,end_time,assigned_to',
  ])('%s', async names => {
    const proposal = await propose(rows(names))
    const [a, b, c, d] = names.split(',')
    expect(roles(proposal)).toBe(`${a} | ${b} | ${c} (iso) | ${d}`)
  })

  test('columns may stand in any order', async () => {
    const proposal = await propose(
      'who,when did it end,timestamp,step,order\nx,1,2021-01-01,a,1\ny,1,2021-01-02,b,1\nx,1,2021-01-03,a,2\n',
    )
    expect(roles(proposal)).toBe('order | step | timestamp (iso) | –')
  })

  test('without names the contents decide', async () => {
    const lines = Array.from(
      { length: 60 },
      (_, i) =>
        `${['open', 'work', 'close'][i % 3]},K${1000 + Math.floor(i / 3)},2021-01-${String(1 + (i % 28)).padStart(2, '0')}`,
    )
    const proposal = await propose(`${lines.join('\n')}\n`)
    expect(proposal.mapping.table.header).toBe(false)
    expect(roles(proposal)).toBe('column 2 | column 1 | column 3 (iso) | –')
  })
})

describe('day first or month first', () => {
  const table = (...dates: string[]) =>
    `case,activity,time\n${dates.map((date, i) => `${i % 2},a,${date}`).join('\n')}\n`

  test('one value above 12 anywhere decides, and the reason names its row', async () => {
    const dates = Array.from({ length: 3000 }, () => '03/04/2021 10:00')
    const day = await propose(table(...dates, '13/04/2021 10:00'))
    expect(day.mapping.complete?.format).toBe('dd/MM/yyyy HH:mm')
    expect(day.questions).toEqual([])
    expect(day.reasons.map(({ text }) => text)).toContain(
      'All 3001 values read as dd/MM/yyyy HH:mm. The day stands first: "13/04/2021 10:00" in row 3002 is no date with the month first.',
    )
    const month = await propose(table(...dates, '04/13/2021 10:00'))
    expect(month.mapping.complete?.format).toBe('MM/dd/yyyy HH:mm')
  })

  test('where nothing decides it is a question, with day first meanwhile', async () => {
    const { mapping, questions } = await propose(table('03/04/2021', '05/06/2021'))
    expect(mapping.complete?.format).toBe('dd/MM/yyyy')
    expect(questions).toEqual([
      {
        kind: 'day-or-month',
        column: 'time',
        text: 'Day or month first? No value of "time" decides: "03/04/2021" is 2021-04-03 or 2021-03-04.',
        options: [
          { format: 'dd/MM/yyyy', example: '03/04/2021 = 2021-04-03' },
          { format: 'MM/dd/yyyy', example: '03/04/2021 = 2021-03-04' },
        ],
        chosen: 'dd/MM/yyyy',
      },
    ])
  })

  test('AM and PM make month first the likelier, still a question', async () => {
    const { mapping, questions } = await propose(table('3/4/2021 1:00 PM', '5/6/2021 11:00 AM'))
    expect(mapping.complete?.format).toBe('M/d/yyyy h:mm a')
    expect(questions.length).toBe(1)
  })

  test('another column written the same way decides', async () => {
    const { mapping, questions } = await propose(
      'case,activity,start,end\n1,a,03/04/2021,25/04/2021\n1,b,05/04/2021,26/04/2021\n',
    )
    expect([mapping.start?.format, mapping.complete?.format]).toEqual(['dd/MM/yyyy', 'dd/MM/yyyy'])
    expect(questions).toEqual([])
  })

  test('another column whose dates are written the same way decides, with a time behind them or not', async () => {
    const { mapping, questions } = await propose(
      'case,activity,time,due\n1,a,03/04/2021 10:00,05/04/2021\n1,b,25/04/2021 10:00,06/04/2021\n',
    )
    expect(mapping.columns.find(({ column }) => column === 'due')?.format).toBe('dd/MM/yyyy')
    expect([mapping.complete?.format, questions]).toEqual(['dd/MM/yyyy HH:mm', []])
  })

  test('columns that contradict each other decide nothing', async () => {
    const { questions } = await propose(
      'case,activity,time,due,paid\n1,a,03/04/2021,25/04/2021,04/25/2021\n1,b,05/04/2021,26/04/2021,04/26/2021\n',
    )
    expect(questions.map(({ column }) => column)).toEqual(['time'])
  })

  test('one and two digits, and seconds with and without a fraction, mix', async () => {
    expect((await propose(table('3.4.2021 9:05', '13.12.2021 10:05'))).mapping.complete?.format).toBe('d.M.yyyy H:mm')
    expect((await propose(table('2021/04/03 09:05:00.5', '2021/04/13 10:05:00'))).mapping.complete?.format).toBe(
      'yyyy/MM/dd HH:mm:ss[.SSS]',
    )
  })

  test('epochs are times where the name says so', async () => {
    expect((await propose(table('1609459200', '1609459300'))).mapping.complete?.format).toBe('epoch s')
    expect((await propose(table('1609459200123', '1609459300456'))).mapping.complete?.format).toBe('epoch ms')
  })
})

describe('types, scopes and meanings of the other columns', () => {
  const text = `order;step;time;Betrag EUR;plz;count;ok;due date;region;mail;note
1;a;2021-01-01;1.234,50;01234;1;true;2021-02-01;EU;x@y.org;NULL
1;b;2021-01-02;2,50;01235;2;false;2021-02-01;EU;z@y.org;n
2;a;2021-01-03;3,00;01234;;true;2021-03-01;US;x@y.org;m
`
  test('each is proposed with its reason', async () => {
    const { mapping, people, reasons } = await propose(text)
    expect(mapping.table).toMatchObject({ delimiter: ';', decimal: ',', missing: ['NULL'] })
    expect(
      mapping.columns.map(({ column, type, scope, action, meaning }) =>
        `${column}: ${action} ${scope} ${type} ${meaning ? `${meaning.kind} ${meaning.unit ?? ''}` : ''}`.trim(),
      ),
    ).toEqual([
      'Betrag EUR: keep event float money EUR',
      'plz: keep event string',
      'count: keep event int',
      'ok: keep event boolean',
      'due date: keep case date due',
      'region: keep case string',
      'mail: pseudonymise event string',
      'note: keep event string',
    ])
    expect(people).toEqual([{ column: 'mail', reason: 'The name "mail" promises people.' }])
    const told = reasons.filter(({ column }) => column === 'region').map(({ text }) => text)
    expect(told).toEqual(['It has one value in every case, so it is an attribute of the case.'])
    expect(reasons.map(({ text }) => text)).toContain(
      'Numbers have a decimal comma: they cannot be read with a decimal point.',
    )
  })

  test('the preview shows the first rows as they stand', async () => {
    const { preview, rowCount } = await propose(text)
    expect(rowCount).toBe(3)
    expect(preview.firstRow).toBe(2)
    expect(preview.rows[0]).toEqual([
      '1',
      'a',
      '2021-01-01',
      '1.234,50',
      '01234',
      '1',
      'true',
      '2021-02-01',
      'EU',
      'x@y.org',
      'NULL',
    ])
  })

  test('what is doubtful is said', async () => {
    const { warnings } = await propose('alpha,beta\nx,y\nz,w\n')
    expect(warnings).toContain(
      'No column looks like a time; the events keep the order of the rows and nothing is known of durations.',
    )
    expect(
      warnings.some(text => text.startsWith('It is not sure that') || text.startsWith('No column looks like a case')),
    ).toBe(true)
  })
})

test('proposing stops when it is cancelled', async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => `${i % 10},a,2021-01-01`).join('\n')
  const cancelled = {
    cancelled: true,
    throwIfCancelled: () => {
      throw new Error('stopped')
    },
  }
  await expect(
    proposeMapping(textSource(`case,activity,time\n${rows}`), { platform, cancel: cancelled }),
  ).rejects.toThrow('stopped')
})
