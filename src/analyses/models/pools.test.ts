import { expect, test } from 'vitest'
import { encodeUtf8 } from '../../base/utf8.ts'
import { openModel } from '../../formats/models/open-model.ts'
import { readBaseline, readBaselineText } from './baseline-model.ts'
import { givenModel } from './mined-model.ts'
import { ALL_POOLS, onePool, pickPool } from './pools.ts'

const process = (id: string, ...names: string[]) =>
  `<process id="${id}"><startEvent id="${id}s"/>${names.map((name, i) => `<task id="${id}${i}" name="${name}"/>`).join('')}<endEvent id="${id}e"/>${[
    ...names.keys(),
    names.length,
  ]
    .map(
      i =>
        `<sequenceFlow id="${id}f${i}" sourceRef="${i === 0 ? `${id}s` : `${id}${i - 1}`}" targetRef="${i === names.length ? `${id}e` : `${id}${i}`}"/>`,
    )
    .join('')}</process>`
const file = encodeUtf8(
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
<collaboration id="c"><participant id="p1" name="Customer" processRef="cust"/><participant id="p2" name="Seller" processRef="sell"/>
<participant id="p3" name="Bank"/><messageFlow id="m" sourceRef="cust0" targetRef="sell0"/></collaboration>
${process('cust', 'Order', 'Pay')}${process('sell', 'Take order', 'Ship', 'Bill')}</definitions>`,
)
const { model } = openModel(file, 'shop.bpmn')

test('of several pools the one is taken of which the log knows most, or the one that is wanted', () => {
  expect(onePool(model, ['ship', 'Bill'], null)).toMatchObject({
    pool: 'sell',
    pools: [
      { id: 'cust', name: 'Customer', labels: 2, known: 0 },
      { id: 'sell', name: 'Seller', labels: 3, known: 2 },
    ],
  })
  expect(onePool(model, ['ship'], 'cust').pool).toBe('cust')
  expect(onePool(model, [], 'nowhere').pool).toBe('sell')
  expect(onePool(model, [], ALL_POOLS)).toMatchObject({ model, pool: null })
})
test('a diagram with nothing in it is refused in words', () => {
  const empty = encodeUtf8(
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"/>',
  )
  expect(givenModel(openModel(empty, 'empty.bpmn').model)).toEqual({
    ok: false,
    because: 'There is no process with anything in it.',
  })
})
test('a pool alone is a baseline whose text says the same again', () => {
  const read = readBaseline(file, 'shop.bpmn', ['Ship'], 'cust')
  if (!read.ok) throw new Error(read.because)
  expect([read.value.pool, read.value.labels]).toEqual(['cust', ['Order', 'Pay']])
  const again = readBaselineText(read.value.text, 'again')
  expect(again).toMatchObject({ ok: true, value: { labels: ['Order', 'Pay'], pools: [], pool: null } })
})

test('a pool is picked by its id or its name, and a wrong one is told with those that there are', () => {
  for (const wanted of ['sell', 'Seller'])
    expect(pickPool(model, wanted)).toMatchObject({ ok: true, value: { bpmn: { processes: [{ id: 'sell' }] } } })
  expect(pickPool(model, 'Bank')).toMatchObject({
    ok: false,
    because: 'There is no pool "Bank"; there are: cust (Customer), sell (Seller).',
  })
})
