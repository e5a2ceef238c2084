import { expect, test } from 'vitest'
import { nodePlatform } from '../base/platform.node.ts'
import { bytesSource } from '../base/platform.ts'
import { openLog } from './open.ts'

const open = (name: string, text: string) =>
  openLog(bytesSource(name, new TextEncoder().encode(text)), { platform: nodePlatform })
const personal = (columns: ReadonlyMap<string, { readonly personal: string }>) =>
  Object.fromEntries([...columns].map(([key, column]) => [key, column.personal]))

test('attributes of XES that are named like people, or hold addresses of them, are marked, and that is told', async () => {
  const event = (who: string) =>
    `<event><string key="concept:name" value="a"/><string key="org:resource" value="r"/><string key="approver" value="${who}"/>` +
    `<int key="monitoringResource" value="7"/><string key="sent to" value="${who}@example.org"/><string key="resource country" value="NL"/></event>`
  const { log, problems } = await open(
    'a.xes',
    `<log><trace><string key="concept:name" value="c"/><string key="creator" value="Ann"/><int key="amount" value="1"/>${event('Ann')}${event('Bo')}</trace></log>`,
  )
  expect(personal(log.eventAttributes)).toEqual({
    'org:resource': 'none',
    approver: 'direct',
    monitoringResource: 'direct',
    'sent to': 'direct',
    'resource country': 'none',
  })
  expect(personal(log.caseAttributes)).toEqual({ creator: 'direct', amount: 'none' })
  expect(problems.find(({ kind }) => kind === 'personal-kept')).toMatchObject({ count: 4, severity: 'info' })
})

test('so are those of an object-centric log when it is flattened', async () => {
  const { log } = await open(
    'a.jsonocel',
    JSON.stringify({
      objectTypes: [{ name: 'order', attributes: [{ name: 'created by', type: 'string' }] }],
      eventTypes: [{ name: 'place', attributes: [{ name: 'clerk', type: 'string' }] }],
      objects: [
        { id: 'o', type: 'order', attributes: [{ name: 'created by', time: '1970-01-01T00:00:00Z', value: 'Ann' }] },
      ],
      events: [
        {
          id: 'e',
          type: 'place',
          time: '2024-01-01T00:00:00Z',
          attributes: [{ name: 'clerk', value: 'Bo' }],
          relationships: [{ objectId: 'o', qualifier: 'q' }],
        },
      ],
    }),
  )
  expect(log.eventAttributes.get('clerk')?.personal).toBe('direct')
  expect(log.caseAttributes.get('created by')?.personal).toBe('direct')
})
