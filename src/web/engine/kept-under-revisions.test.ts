import { expect, test } from 'vitest'
import { keptUnderRevisions, type RevisionPlace } from './kept-under-revisions.ts'
import { EngineError } from './protocol.ts'

/** What two tabs share. */
function place(): RevisionPlace<string> {
  const all = new Map<string, { document: string; revision: number }>()
  return {
    read: async id => all.get(id) ?? { document: null, revision: 0 },
    async change(id, document, revision) {
      if ((all.get(id)?.revision ?? 0) !== revision)
        throw new EngineError({ name: 'Conflict', message: 'quicker', code: 'conflict' })
      if (document === null) all.delete(id)
      else all.set(id, { document, revision: revision + 1 })
      return document === null ? 0 : revision + 1
    },
  }
}

test('changes of one tab follow one another, and what another tab changed meanwhile stops them', async () => {
  const shared = place()
  const [one, two] = [keptUnderRevisions(shared), keptUnderRevisions(shared)]
  await Promise.all([one.put('b', 'first'), one.put('b', 'second')])
  two.know('b', 2)
  await one.put('b', 'third')
  await two.put('b', 'mine')
  await two.put('b', 'mine, later')
  expect([...two.clashes.get()]).toEqual([['b', { document: 'third', revision: 3 }]])
  expect(await shared.read('b')).toEqual({ document: 'third', revision: 3 })
  expect(two.settle('b')).toEqual({ document: 'third', revision: 3 })
  await two.put('b', 'mine, later')
  expect(await shared.read('b')).toEqual({ document: 'mine, later', revision: 4 })
  await one.put('b', 'fourth')
  expect(one.clashes.get().get('b')?.document).toBe('mine, later')
})
test('what was forgotten elsewhere is told as such, and kept again where a person says so', async () => {
  const shared = place()
  const [one, two] = [keptUnderRevisions(shared), keptUnderRevisions(shared)]
  await one.put('b', 'first')
  two.know('b', 1)
  await one.put('b', null)
  await two.put('b', 'mine')
  expect(two.clashes.get().get('b')).toEqual({ document: null, revision: 0 })
  two.settle('b')
  await two.put('b', 'mine')
  expect(await shared.read('b')).toMatchObject({ document: 'mine' })
})
test('a trouble that is no clash is passed on, and the next change is tried', async () => {
  const shared = place()
  let fails = true
  const kept = keptUnderRevisions({
    ...shared,
    change: (...change) => (fails ? Promise.reject(new Error('full')) : shared.change(...change)),
  })
  await expect(kept.put('b', 'first')).rejects.toThrow('full')
  fails = false
  await kept.put('b', 'second')
  expect((await shared.read('b')).document).toBe('second')
})
