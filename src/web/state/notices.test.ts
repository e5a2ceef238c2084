import { beforeEach, expect, test } from 'vitest'
import { dismiss, notices, notify, settle } from './notices.ts'

const said = () => notices.get().map(({ text }) => text)
beforeEach(() => {
  for (const { id } of notices.get()) dismiss(id)
})

test('an error stays until it is closed, or until the same is tried again', () => {
  notify('a.png: no model', 'error', 'open a model')
  notify('no connection', 'error')
  settle('open a log')
  expect(said()).toEqual(['a.png: no model', 'no connection'])
  settle('open a model')
  expect(said()).toEqual(['no connection'])
})
