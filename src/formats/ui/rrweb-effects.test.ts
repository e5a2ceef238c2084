import { expect, test } from 'vitest'
import { uiActions, uiEffects } from '../../log/ui-log.ts'
import { readText } from './reading.fixture.ts'
import { rrweb } from './rrweb.ts'

const node = (id: number, tagName: string, attributes: object) => ({
  ...{ type: 2, id, tagName, attributes, childNodes: [{ type: 3, id: id + 100, textContent: `Go ${id}` }] },
})
const page = {
  ...{ type: 2, id: 1, tagName: 'body', attributes: {} },
  childNodes: [
    node(2, 'button', {}),
    node(3, 'a', { href: '/list' }),
    node(4, 'a', { href: '/file', target: '_blank' }),
    node(5, 'select', {}),
    node(6, 'a', { href: 'mailto:ann@shop.test' }),
    node(7, 'input', { type: 'checkbox' }),
    node(8, 'div', {}),
  ],
}
const deed = (timestamp: number, data: object) => ({ type: 3, timestamp, data })
const click = (timestamp: number, id = 2) => deed(timestamp, { source: 2, type: 2, id })
const change = (timestamp: number) =>
  deed(timestamp, { source: 0, texts: [{ id: 102, value: 'x' }], attributes: [], removes: [], adds: [] })
const move = (timestamp: number) => deed(timestamp, { source: 1, positions: [] })
const START = 1e12

/** What came of each click; the page changes once before them, so that changes are known to be recorded. */
async function effects(...events: object[]) {
  const begin = [{ type: 2, timestamp: START, data: { node: page } }, change(START + 1)]
  return effectsOf([...begin, ...events.map(event => ({ ...event, timestamp: START + 10 + at(event) }))])
}
const at = (event: object) => (event as { timestamp: number }).timestamp
async function effectsOf(events: object[]) {
  const { log } = await readText(rrweb, JSON.stringify(events))
  const clicks = [...log.action].flatMap((action, row) => (uiActions[action] === 'click' ? [row] : []))
  return clicks.map(row => (log.effect === null ? null : uiEffects[log.effect[row]!]))
}

test.each([
  ['a change of the page', [click(0), move(50), change(6000)], ['change']],
  ['a change that comes too late', [click(0), move(50), change(7500)], ['none']],
  ['nothing until the next deed', [click(0), click(1500), change(1600)], ['none', 'change']],
  ['a next deed too soon to know', [click(0), click(900), change(1000)], ['unknown', 'change']],
  ['the end of the recording', [click(0), move(6900)], ['unknown']],
  ['a scroll', [click(0, 3), deed(10, { source: 3, id: 1, x: 0, y: 900 })], ['change']],
  ['another page', [click(0, 3), { type: 4, timestamp: 300, data: { href: 'https://shop.test/list' } }], ['change']],
  ['a page begun anew', [click(0), { type: 2, timestamp: 300, data: { node: page } }], ['unknown']],
  ['a box that is ticked', [click(0, 7), deed(1, { source: 5, id: 7, text: 'on', isChecked: true })], ['change']],
  ['times that run back', [click(5000), change(100)], ['unknown']],
])('after a click: %s', async (_, events, expected) => {
  expect((await effects(...events)).map(effect => effect ?? 'unknown')).toEqual(expected)
})

test('of clicks whose effect is not recorded nobody knows, nor where no change is recorded at all', async () => {
  for (const id of [4, 5, 6, 8]) expect(await effects(click(0, id), move(9000)), String(id)).toEqual([null])
  expect(await effects(click(0, 2), move(9000))).toEqual(['none'])
  expect(
    await effectsOf([{ type: 2, timestamp: START, data: { node: page } }, click(START), move(START + 9000)]),
  ).toEqual([null])
})
