import { expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { uiActions } from '../../log/ui-log.ts'
import { openUiLog } from './open-ui-log.ts'

const options = { platform: nodePlatform, key: new Uint8Array(32) }

test('fields of a table without roles are told apart by their labels, and what is masked whole by nothing', async () => {
  const text = `time,action,application,window,element,value
2025-03-03 08:00:00,enter,SAP,Invoice,Amount,12
2025-03-03 08:00:05,enter,SAP,Invoice,Supplier,Ann
2025-03-03 08:00:10,click,SAP,Invoice,Qwertz Asdf,
`
  const { log } = await openUiLog(bytesSource('t.csv', new TextEncoder().encode(text)), options)
  const label = (row: number) => log.elements.name.dictionary.text(log.elements.name.codes[log.element[row]!]!)
  expect([0, 1, 2].map(label)).toEqual(['Amount', 'Supplier', '{text}'])
})

test('an Action Logger table without its times, and one of two recorders side by side, are read whole', async () => {
  const read = async (text: string) =>
    openUiLog(bytesSource('t.csv', new TextEncoder().encode(text)), { ...options, times: 'ignore' })
  const timeless = await read(
    'eventType,targetApp,target.tagName,target.name\neditField,Chrome,INPUT,a\npaste,Chrome,INPUT,b\n',
  )
  expect([timeless.format, timeless.log.eventCount]).toEqual(['action-logger', 2])
  const both =
    await read(`timeStamp,eventType,targetApp,target.tagName,target.name,timestamp,category,application,event_type,tag_type,tag_name
2025-03-03T08:00:00Z,editField,Chrome,INPUT,a,,,,,,
,,,,,2025-03-03T08:00:05Z,Browser,Firefox,changeField,text,b
`)
  expect(both.log.eventCount).toBe(2)
  expect(both.problems.filter(({ severity }) => severity === 'loss')).toEqual([])
})

test('a table in another language, or with names that are none of a format, is read where its actions are understood', async () => {
  const texts = [
    'Zeitstempel;Anwendung;Fenstertitel;Aktion;Feldname;Wert\n05.03.2025 08:06;SAP;Rechnung;Texteingabe;Betrag;12\n05.03.2025 08:07;SAP;Rechnung;Einfügen;Betrag;13\n',
    'ts\ttype\tapp\tcontrol\n2025-03-05 08:06\tklik\tCRM\tNowy\n2025-03-05 08:07\twklejenie\tCRM\tNazwa\n',
    'eventType,Label,source\nclickButton,Clients,Web\ninsertValue,clientID,Web\n',
  ]
  const actions = await Promise.all(
    texts.map(async text => {
      const { log } = await openUiLog(bytesSource('t.csv', new TextEncoder().encode(text)), options)
      return [...log.action].map(code => uiActions[code])
    }),
  )
  expect(actions).toEqual([
    ['enter', 'paste'],
    ['click', 'paste'],
    ['click', 'enter'],
  ])
})
