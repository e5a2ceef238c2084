import { expect, test } from 'vitest'
import { Cancelled, cancellable, never } from '../../base/platform.ts'
import { SharedWork } from './shared-work.ts'

/** Work that is done when `finish` is called, and looks at its cancel then. */
function startable() {
  let finish = () => {}
  const gate = new Promise<void>(resolve => {
    finish = resolve
  })
  let made = 0
  const shared = new SharedWork<string, number>()
  const ask = (cancel = never) =>
    shared.run('key', cancel, async own => {
      made++
      await gate
      own.throwIfCancelled()
      return made
    })
  return { ask, finish, made: () => made }
}

test('those who ask at the same time share one piece of work, later ones start anew', async () => {
  const { ask, finish, made } = startable()
  const answers = [ask(), ask(), ask()]
  finish()
  expect(await Promise.all(answers)).toEqual([1, 1, 1])
  expect(await ask()).toBe(2)
  expect(made()).toBe(2)
})

test('it goes on while one of them still waits, and stops when all were cancelled', async () => {
  const [one, two] = [cancellable(), cancellable()]
  const first = startable()
  const answers = [first.ask(one.cancel), first.ask(two.cancel)]
  one.stop()
  first.finish()
  const [gone, stays] = await Promise.allSettled(answers)
  expect([gone!.status, stays!.status]).toEqual(['rejected', 'fulfilled'])

  const second = startable()
  const both = [second.ask(one.cancel), second.ask(one.cancel)]
  second.finish()
  for (const answer of await Promise.allSettled(both))
    expect(answer.status === 'rejected' && answer.reason).toBeInstanceOf(Cancelled)
})
