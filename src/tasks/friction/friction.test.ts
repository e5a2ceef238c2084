import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Names } from '../../log/naming.ts'
import type { UiEffect } from '../../log/ui-log.ts'
import { UiLogBuilder } from '../../log/ui-log-builder.ts'
import { uiLog } from '../../log/ui-notation.ts'
import { cleanUiLog } from '../cleaning/clean-ui-log.ts'
import { frictionContext } from './context.ts'
import { frictionKinds, frictions } from './friction.ts'
import { copyPasteLoop } from './kinds/copy-paste-loop.ts'

const PAGE = 'on "https://shop.test/new"'
const found = (picture: string) =>
  frictions(cleanUiLog(uiLog(picture)), new Names()).map(
    ({ kind, occurrences, cost, element }) => `${kind} ×${occurrences.length} ${cost} ms at ${element}`,
  )

describe('friction is found where it is, with the time it costs', () => {
  test('switching between applications', () => {
    expect(
      found(
        `ann | Excel | click cell A1\nann | Chrome | click button Go ${PAGE}\nann | Chrome | click link More ${PAGE}`,
      ),
    ).toEqual(['context-switch ×1 1000 ms at Go'])
  })
  test('three clicks within a second on one element', () => {
    const click = (at: string) => `ann | Chrome | click button Save ${PAGE} @${at}`
    expect(found([click('0s'), click('300ms'), click('600ms')].join('\n')).join()).toContain(
      'rage-click ×1 600 ms at Save',
    )
    expect(found([click('0s'), click('2s'), click('4s')].join('\n')).join()).not.toContain('rage-click')
  })
  test('values carried one by one from a sheet into a form', () => {
    const carry = (cell: string, field: string) => `ann | Excel | copy cell ${cell} in Orders of book.xlsx = "${cell}x"
ann | Chrome | paste textbox ${field} ${PAGE} = "${cell}x"`
    const three = [carry('A2', 'Name'), carry('B2', 'City'), carry('C2', 'Code')].join('\n')
    expect(found(three).filter(text => text.startsWith('copy-paste-loop'))).toEqual([
      'copy-paste-loop ×1 5000 ms at Code',
    ])
    const two = [carry('A2', 'Name'), carry('B2', 'City')].join('\n')
    expect(found(two).some(text => text.startsWith('copy-paste-loop'))).toBe(false)
  })
  test('a search that is tried again', () => {
    const search = (text: string) => `ann | Chrome | enter searchbox Search ${PAGE} = ${text}
ann | Chrome | click button Find ${PAGE}`
    expect(found([search('4711'), search('4712'), search('4713')].join('\n')).join()).toContain(
      'search-loop ×1 4000 ms',
    )
    expect(found(search('4711')).join()).not.toContain('search-loop')
  })
  test('a form that is sent again after one of its fields was changed', () => {
    const fill = (field: string, value: string) => `ann | Chrome | enter textbox ${field} #${field} ${PAGE} = ${value}`
    const send = `ann | Chrome | submit form Order ${PAGE}`
    const repaired = [fill('name', 'Ann'), fill('date', '30-02'), send, fill('date', '28-02'), send].join('\n')
    expect(found(repaired).join()).toContain('form-error ×1 2000 ms')
    const next = [fill('name', 'Ann'), fill('date', '1-2'), send, fill('name', 'Bob'), fill('date', '2-2'), send].join(
      '\n',
    )
    expect(found(next).join()).not.toContain('form-error')
  })
  test('a wait of more than ten seconds for a page', () => {
    const wait = (at: string) => `ann | Chrome | navigate ${PAGE} @0s\nann | Chrome | click link More ${PAGE} @${at}`
    expect(found(wait('25s')).join()).toContain('long-wait ×1 15000 ms')
    expect(found(wait('9s')).join()).not.toContain('long-wait')
  })
  test('what is typed behind a wait or a switch is no waiting and no switching', () => {
    const type = (text: string, at: string) => `ann | Chrome | enter textbox Note #note ${PAGE} = ${text} @${at}`
    const typing = [type('a', '2s'), type('ab', '20s'), type('abc', '38s')]
    const waited = found([`ann | Chrome | navigate ${PAGE} @0s`, ...typing].join('\n'))
    expect(waited.join()).not.toContain('long-wait')
    const switched = found(['ann | Excel | click cell A1 @0s', ...typing].join('\n'))
    expect(switched.filter(text => text.startsWith('context-switch'))).toEqual(['context-switch ×1 2000 ms at Note'])
  })
  test('many copies of which nothing was made are looked at once', () => {
    const cells = Array.from({ length: 3000 }, (_, i) => `ann | Excel | enter cell A${i + 1} of book.xlsx = x${i}`)
    const context = frictionContext(cleanUiLog(uiLog(cells.join('\n'))))
    let asked = 0
    const action = (): 'copy' => {
      asked++
      return 'copy'
    }
    expect(context.log.stepCount).toBe(3000)
    expect(copyPasteLoop.find({ ...context, action })).toEqual([])
    expect(asked).toBeLessThan(4 * 3000)
  })
  test('a click on a button after which nothing changed, where that is told', () => {
    const dead = (effect?: UiEffect, role = 'button') => {
      const builder = new UiLogBuilder()
      const element = { application: 'Chrome', role, name: 'Go' }
      builder.add({ ordinal: 0, time: 1000, action: 'click', element, effect })
      builder.add({ ordinal: 1, time: 3000, action: 'click', element, effect: 'change' })
      return frictions(cleanUiLog(builder.finish({ name: 'clicks' })), new Names()).map(({ kind }) => kind)
    }
    expect(dead('none')).toEqual(['dead-click'])
    expect([dead('change'), dead('unknown'), dead(), dead('none', 'document')]).toEqual([[], [], [], []])
    const unknown = frictionKinds.find(({ id }) => id === 'dead-click')!.unknown!
    expect(unknown(uiLog('ann | Chrome | click button Go'))).toMatch(/do not tell what changed/)
  })
  test('a cut is no friction', () => {
    expect(found(`ann | Excel | click cell A1\n---\nann | Chrome | click button Go ${PAGE}`)).toEqual([])
  })
})

test('every kind says what it is, where it comes from and what could be changed', () => {
  for (const { id, title, definition, source, suggestion } of frictionKinds)
    expect([id, title, definition, source, suggestion].every(text => text.length > 3)).toBe(true)
  expect(new Set(frictionKinds.map(({ id }) => id)).size).toBe(frictionKinds.length)
})

test('the page on friction says of every kind what the code says', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/concepts/friction.md'), 'utf8')
  for (const { id, title, definition, source, suggestion } of frictionKinds)
    expect(page).toContain(
      `## ${title} (\`${id}\`)\n\n${definition}\n\nSource: ${source}. What could be done: ${suggestion}`,
    )
})
