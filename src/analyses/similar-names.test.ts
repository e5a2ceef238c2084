import { expect, test } from 'vitest'
import { similarNames } from './similar-names.ts'

const pairs = (...names: string[]) => similarNames(names).map(p => `${p.a}|${p.b}: ${p.because}`)

test('case, blanks, word order and typing errors are found', () => {
  expect(pairs('Send invoice', 'send_Invoice')).toEqual([
    'Send invoice|send_Invoice: they differ only in case, blanks or punctuation',
  ])
  expect(pairs('Invoice send', 'Send invoice')).toEqual([
    'Invoice send|Send invoice: they have the same words in another order',
  ])
  expect(pairs('Create order', 'Craete order')).toEqual(['Create order|Craete order: they differ by a typing error'])
  expect(pairs('Check', 'Chekc')).toEqual(['Check|Chekc: they differ by a typing error'])
})

test('short names, other digits and other words are left alone', () => {
  expect(
    pairs(
      'T02 Check receipt',
      'T03 Check receipt',
      'Pay',
      'Pan',
      'Approve',
      'Reject',
      'Ship',
      'Shpi',
      'Check',
      'Cheek',
      '',
      '!!',
    ),
  ).toEqual([])
})
