import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { brokenAt } from './reveal-chain.ts'
import type { LogRecord, Store, StoreContext, UiLogRecord } from './store.ts'

/** A clock that stands still until told, and ids that count: what a test needs to say exactly what is kept. */
export function testContext(): StoreContext & { at: number } {
  let ids = 0
  const context = {
    at: 1_700_000_000_000,
    now: () => context.at,
    id: () => `id-${String(++ids).padStart(4, '0')}`,
  }
  return context
}

const log = (id: string, change: Partial<LogRecord> = {}): Omit<LogRecord, 'created' | 'changed'> => ({
  id,
  name: `Log ${id}`,
  status: 'ready',
  version: 1,
  format: 'xes',
  fingerprint: 'ab12',
  cases: 3,
  events: 2 ** 40,
  activities: 4,
  bytes: 12,
  problems: [
    { kind: 'equal-times', count: 2, places: [{ line: 3, value: 'ü"\\' }], message: 'Ties.', severity: 'info' },
  ],
  mapping: { version: 1, caseId: 'order' },
  sources: [{ name: 'a.xes', file: 'f1', bytes: 9, fingerprint: 'cd', format: 'xes', mapping: null }],
  error: null,
  ...change,
})

const uiLog = (id: string, change: Partial<UiLogRecord> = {}): Omit<UiLogRecord, 'created' | 'changed'> => ({
  id,
  name: `UI log ${id}`,
  status: 'ready',
  version: 1,
  format: 'action-logger',
  events: 2 ** 40,
  recordings: 2,
  bytes: 12,
  problems: [{ kind: 'no-time', count: 2, places: [{ row: 3 }], message: 'No time.', severity: 'warning' }],
  capture: ['keep-values'],
  upload: null,
  error: null,
  ...change,
})

/** What every store keeps to, whatever database lies under it. `open` gives a new empty one; `reopen` the same again. */
export function storeContract(
  name: string,
  open: (context: StoreContext) => Promise<{ store: Store; reopen: () => Promise<Store> }>,
): void {
  describe(`a store over ${name}`, () => {
    let store: Store
    let reopen: () => Promise<Store>
    let context: ReturnType<typeof testContext>
    beforeEach(async () => {
      context = testContext()
      ;({ store, reopen } = await open(context))
    })
    afterEach(() => store.close())

    test('gives back a log as it was given, also after it was closed and opened', async () => {
      const added = await store.logs.add(log('l1'))
      expect(added).toEqual({ ...log('l1'), created: context.at, changed: context.at })
      expect(await store.logs.get('l1')).toEqual(added)
      await store.close()
      store = await reopen()
      expect(await store.logs.list()).toEqual([added])
    })

    test('changes only what is said of a log, and notes when', async () => {
      const before = await store.logs.add(log('l1'))
      context.at += 5
      expect(await store.logs.change('l1', { name: 'Orders', problems: [], cases: null })).toBe(true)
      expect(await store.logs.get('l1')).toEqual({
        ...before,
        name: 'Orders',
        problems: [],
        cases: null,
        changed: context.at,
      })
      expect(await store.logs.change('nobody', { name: 'x' })).toBe(false)
    })

    test('lists logs by creation, then by id', async () => {
      for (const id of ['b', 'a']) await store.logs.add(log(id))
      context.at += 1
      await store.logs.add(log('0'))
      expect((await store.logs.list()).map(({ id }) => id)).toEqual(['a', 'b', '0'])
    })

    test('refuses a second log of the same id', async () => {
      await store.logs.add(log('l1'))
      await expect(store.logs.add(log('l1'))).rejects.toThrow()
      expect(await store.logs.list()).toHaveLength(1)
    })

    test('forgets the views and jobs of a log that is removed, and keeps those of others', async () => {
      await store.logs.add(log('l1'))
      await store.logs.add(log('l2'))
      for (const of of ['l1', 'l2']) {
        await store.views.add({
          owner: { log: of, uiLog: null },
          name: 'v',
          filter: [],
          view: {},
          sliders: null,
          principal: null,
        })
        await store.jobs.add({ kind: 'import', log: of })
      }
      expect(await store.logs.remove('l1')).toBe(true)
      expect(await store.logs.remove('l1')).toBe(false)
      expect((await store.views.list()).map(view => view.owner.log)).toEqual(['l2'])
      expect((await store.jobs.list()).map(job => job.log)).toEqual(['l2'])
    })

    test('refuses views and jobs of a log that does not exist', async () => {
      await expect(store.jobs.add({ kind: 'import', log: 'none' })).rejects.toThrow()
      await expect(
        store.views.add({
          owner: { log: 'none', uiLog: null },
          name: 'v',
          filter: [],
          view: {},
          sliders: null,
          principal: null,
        }),
      ).rejects.toThrow()
      expect(await store.jobs.list()).toEqual([])
    })

    test('gives back a UI log as it was given, changes only what is said, and lists by creation', async () => {
      const added = await store.uiLogs.add(uiLog('b'))
      expect(added).toEqual({ ...uiLog('b'), created: context.at, changed: context.at })
      await store.close()
      store = await reopen()
      expect(await store.uiLogs.list()).toEqual([added])
      await store.uiLogs.add(uiLog('a'))
      context.at += 1
      await store.uiLogs.add(uiLog('0'))
      expect((await store.uiLogs.list()).map(({ id }) => id)).toEqual(['a', 'b', '0'])
      const change = {
        name: 'Orders',
        problems: [],
        capture: [],
        upload: 'u1',
        version: null,
        status: 'failed',
      } as const
      expect(await store.uiLogs.change('b', change)).toBe(true)
      expect(await store.uiLogs.get('b')).toEqual({ ...added, ...change, changed: context.at })
      expect(await store.uiLogs.change('nobody', { name: 'x' })).toBe(false)
      expect(await store.uiLogs.get('nobody')).toBe(null)
      await expect(store.uiLogs.add(uiLog('a'))).rejects.toThrow()
    })

    test('keeps the edits of a UI log, the last ones said, whatever else changes, until it is removed', async () => {
      for (const id of ['u1', 'u2']) await store.uiLogs.add(uiLog(id))
      const none = { revision: 0, edits: null }
      expect(await store.uiLogs.edits('u1')).toEqual(none)
      expect(await store.uiLogs.setEdits('u1', { routines: [1] }, 0)).toBe(true)
      expect(await store.uiLogs.setEdits('u1', { routines: ['ü"'], candidates: {} }, 1)).toBe(true)
      await store.uiLogs.setEdits('u2', { other: true }, 0)
      await store.uiLogs.change('u1', { version: 2, events: 7 })
      expect(await store.uiLogs.edits('u1')).toEqual({ revision: 2, edits: { routines: ['ü"'], candidates: {} } })
      for (const revision of [0, 1]) expect(await store.uiLogs.setEdits('none', {}, revision)).toBe(false)
      expect(await store.uiLogs.edits('none')).toEqual(none)
      expect(await store.uiLogs.remove('u1')).toBe(true)
      expect(await store.uiLogs.remove('u1')).toBe(false)
      expect(await store.uiLogs.edits('u1')).toEqual(none)
      expect(await store.uiLogs.edits('u2')).toEqual({ revision: 1, edits: { other: true } })
    })

    test('keeps the baseline of a log under a revision, until the log is removed', async () => {
      for (const id of ['l1', 'l2']) await store.logs.add(log(id))
      const none = { revision: 0, baseline: null }
      expect(await store.logs.baseline('l1')).toEqual(none)
      const saving = Array.from({ length: 8 }, (_, i) => store.logs.setBaseline('l1', { name: `n"${i}` }, 0))
      const saved = await Promise.all(saving)
      expect(saved.filter(one => one)).toEqual([true])
      expect(await store.logs.baseline('l1')).toEqual({ revision: 1, baseline: { name: `n"${saved.indexOf(true)}` } })
      expect(await store.logs.setBaseline('l1', { name: 'é' }, 1)).toBe(true)
      for (const revision of [0, 1, 3]) expect(await store.logs.setBaseline('l1', {}, revision)).toBe(false)
      expect(await store.logs.setBaseline('l2', { other: true }, 0)).toBe(true)
      await store.logs.change('l1', { version: 2 })
      expect(await store.logs.baseline('l1')).toEqual({ revision: 2, baseline: { name: 'é' } })
      for (const revision of [0, 1]) expect(await store.logs.setBaseline('none', {}, revision)).toBe(false)
      expect(await store.logs.remove('l1')).toBe(true)
      expect(await store.logs.baseline('l1')).toEqual(none)
      expect(await store.logs.baseline('l2')).toEqual({ revision: 1, baseline: { other: true } })
    })

    test('of edits that are saved at once keeps one, and says so', async () => {
      await store.uiLogs.add(uiLog('u'))
      for (const revision of [0, 1]) {
        const saving = Array.from({ length: 8 }, (_, i) => store.uiLogs.setEdits('u', { revision, i }, revision))
        const saved = await Promise.all(saving)
        expect(saved.filter(one => one)).toEqual([true])
        const kept = { revision: revision + 1, edits: { revision, i: saved.indexOf(true) } }
        expect(await store.uiLogs.edits('u')).toEqual(kept)
        for (const other of [0, 1, 3].filter(one => one !== revision + 1))
          expect(await store.uiLogs.setEdits('u', {}, other)).toBe(false)
        expect(await store.uiLogs.edits('u')).toEqual(kept)
      }
    })

    test('keeps the rule document of a log with its revision; of several saved at once one is kept, until the log goes', async () => {
      for (const id of ['r1', 'r2']) await store.logs.add(log(id))
      const none = { revision: 0, document: null }
      expect(await store.ruleDocuments.get('r1')).toEqual(none)
      for (const revision of [0, 1]) {
        const saved = await Promise.all(
          Array.from({ length: 6 }, (_, i) => store.ruleDocuments.set('r1', `ü ${revision} ${i}\n`, revision)),
        )
        expect(saved.filter(one => one)).toEqual([true])
        const kept = { revision: revision + 1, document: `ü ${revision} ${saved.indexOf(true)}\n` }
        expect(await store.ruleDocuments.get('r1')).toEqual(kept)
        for (const other of [0, 1, 3].filter(one => one !== revision + 1))
          expect(await store.ruleDocuments.set('r1', 'other', other)).toBe(false)
        expect(await store.ruleDocuments.get('r1')).toEqual(kept)
      }
      await store.ruleDocuments.set('r2', 'two', 0)
      for (const revision of [0, 1]) expect(await store.ruleDocuments.set('none', 'x', revision)).toBe(false)
      await store.logs.remove('r1')
      expect(await store.ruleDocuments.get('r1')).toEqual(none)
      expect(await store.ruleDocuments.get('r2')).toEqual({ revision: 1, document: 'two' })
    })

    test('has jobs of UI logs beside those of logs, which go with theirs', async () => {
      await store.logs.add(log('same'))
      await store.uiLogs.add(uiLog('same', { status: 'importing', version: null }))
      const ofLog = await store.jobs.add({ kind: 'import', log: 'same' })
      const ofUiLog = await store.jobs.add({ kind: 'ui-import', log: 'same' })
      expect(await store.jobs.list()).toEqual([ofUiLog, ofLog])
      expect(ofUiLog).toMatchObject({ kind: 'ui-import', log: 'same' })
      expect(await store.jobs.interrupt()).toBe(2)
      expect(await store.uiLogs.get('same')).toMatchObject({ status: 'interrupted' })
      expect(await store.logs.get('same')).toMatchObject({ status: 'ready' })
      await store.uiLogs.remove('same')
      expect((await store.jobs.list()).map(({ id }) => id)).toEqual([ofLog.id])
      await expect(store.jobs.add({ kind: 'ui-import', log: 'same' })).rejects.toThrow()
    })

    test('keeps uploads until they are removed', async () => {
      const upload = await store.uploads.add({ id: 'u1', name: 'a.csv', bytes: 7, fingerprint: 'ff', principal: 'p1' })
      expect(await store.uploads.get('u1')).toEqual(upload)
      expect(await store.uploads.list()).toEqual([
        { id: 'u1', name: 'a.csv', bytes: 7, fingerprint: 'ff', created: context.at, principal: 'p1' },
      ])
      expect(await store.uploads.remove('u1')).toBe(true)
      expect(await store.uploads.get('u1')).toBe(null)
    })

    test('keeps mappings by name in the order of code points', async () => {
      const names = ['b', 'Z', 'ä', 'a', '\u{1f600}', '\uffee']
      for (const each of names) await store.mappings.add({ name: each, mapping: { for: each } })
      expect((await store.mappings.list()).map(m => m.name)).toEqual(['Z', 'a', 'b', 'ä', '\uffee', '\u{1f600}'])
      const [first] = await store.mappings.list()
      expect(await store.mappings.change(first!.id, { mapping: { for: 'all' } })).toBe(true)
      expect(await store.mappings.get(first!.id)).toMatchObject({ name: 'Z', mapping: { for: 'all' } })
      expect(await store.mappings.remove(first!.id)).toBe(true)
      expect(await store.mappings.get(first!.id)).toBe(null)
    })

    test('keeps any JSON of a view', async () => {
      await store.logs.add(log('l1'))
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (filter, sliders) => {
          const plain = (value: unknown) => JSON.parse(JSON.stringify(value))
          const view = await store.views.add({
            owner: { log: 'l1', uiLog: null },
            name: 'v',
            filter: plain(filter),
            view: null,
            sliders: plain(sliders),
            principal: null,
          })
          expect(await store.views.get(view.id)).toEqual(view)
          expect(view.filter).toEqual(plain(filter))
        }),
        { numRuns: 30 },
      )
    })

    test('changes and removes views', async () => {
      await store.logs.add(log('l1'))
      const view = await store.views.add({
        owner: { log: 'l1', uiLog: null },
        name: 'v',
        filter: [],
        view: {},
        sliders: {},
        principal: 'p',
      })
      context.at += 9
      await store.views.change(view.id, { name: 'w', filter: [{ kind: 'cases', ids: ['1'] }] })
      expect(await store.views.list({ log: 'l1', uiLog: null })).toEqual([
        { ...view, name: 'w', filter: [{ kind: 'cases', ids: ['1'] }], changed: context.at },
      ])
      expect(await store.views.list({ log: 'l2', uiLog: null })).toEqual([])
      expect(await store.views.remove(view.id)).toBe(true)
      expect(await store.views.change(view.id, { name: 'x' })).toBe(false)
    })

    test('has views of UI logs beside those of logs, which go with theirs', async () => {
      await store.logs.add(log('same'))
      await store.uiLogs.add(uiLog('same'))
      const [ofLog, ofUiLog] = [
        { log: 'same', uiLog: null },
        { log: null, uiLog: 'same' },
      ] as const
      const plain = { filter: [], view: null, sliders: null, principal: null }
      const first = await store.views.add({ ...plain, owner: ofLog, name: 'a' })
      const second = await store.views.add({ ...plain, owner: ofUiLog, name: 'b' })
      expect(await store.views.list()).toEqual([first, second])
      expect(await store.views.list(ofLog)).toEqual([first])
      expect(await store.views.list(ofUiLog)).toEqual([second])
      await store.uiLogs.remove('same')
      expect(await store.views.list()).toEqual([first])
      await expect(store.views.add({ ...plain, owner: ofUiLog, name: 'c' })).rejects.toThrow()
    })

    test('lists jobs newest first and keeps what became of them', async () => {
      await store.logs.add(log('l1'))
      const first = await store.jobs.add({ kind: 'import', log: 'l1' })
      const second = await store.jobs.add({ kind: 'append', log: 'l1' })
      await store.jobs.change(first.id, { status: 'failed', started: 5, ended: 6, error: 'no' })
      expect(await store.jobs.list()).toEqual([
        second,
        { ...first, status: 'failed', started: 5, ended: 6, error: 'no' },
      ])
      expect(await store.jobs.list(1)).toEqual([second])
    })

    test('forgets ended jobs of one kind and one UI log', async () => {
      for (const id of ['u1', 'u2']) await store.uiLogs.add(uiLog(id))
      const jobs = []
      for (const [kind, of] of [
        ['ui-import', 'u1'],
        ['ui-mining', 'u1'],
        ['ui-mining', 'u2'],
        ['ui-mining', 'u1'],
        ['ui-mining', 'u1'],
      ] as const)
        jobs.push(await store.jobs.add({ kind, log: of }))
      for (const { id } of jobs.slice(0, 4)) await store.jobs.change(id, { status: 'done', ended: 1 })
      await store.jobs.removeEnded('ui-mining', 'u1', jobs[3]!.id)
      const left = [jobs[4], jobs[3], jobs[2], jobs[0]].map(job => job!.id)
      expect((await store.jobs.list()).map(({ id }) => id)).toEqual(left)
    })

    test('marks what was under way when the server stopped, and nothing else', async () => {
      await store.logs.add(log('done'))
      await store.logs.add(log('half', { status: 'importing', version: null }))
      const jobs = await Promise.all(['done', 'half', 'half'].map(of => store.jobs.add({ kind: 'import', log: of })))
      await store.jobs.change(jobs[0]!.id, { status: 'done' })
      await store.jobs.change(jobs[1]!.id, { status: 'running' })
      expect(await store.jobs.interrupt()).toBe(2)
      expect((await store.jobs.list()).map(job => job.status).sort()).toEqual(['done', 'interrupted', 'interrupted'])
      expect((await store.logs.list()).map(({ id, status }) => [id, status])).toEqual([
        ['done', 'ready'],
        ['half', 'interrupted'],
      ])
      expect(await store.jobs.interrupt()).toBe(0)
    })

    test('knows people by their tokens and keeps no token', async () => {
      const ann = await store.principals.add({ name: 'Ann', role: 'owner' })
      const bob = await store.principals.add({ name: 'Bob', role: 'reader' })
      await store.principals.addToken(ann.id, 'token-of-ann-0001')
      const short = await store.principals.addToken(bob.id, 'token-of-bob-0001', context.at + 10)
      expect(await store.principals.byToken('token-of-ann-0001')).toEqual(ann)
      expect(await store.principals.byToken('token-of-bob-0001')).toEqual(bob)
      expect(await store.principals.byToken('token-of-bob-0002')).toBe(null)
      context.at += 10
      expect(await store.principals.byToken('token-of-bob-0001')).toBe(null)
      expect(JSON.stringify(await store.principals.tokens(bob.id))).not.toContain('token-of-bob')
      expect(await store.principals.removeToken(short.id)).toBe(true)
      expect(await store.principals.tokens(bob.id)).toEqual([])
      expect(await store.principals.remove(ann.id)).toBe(true)
      expect(await store.principals.byToken('token-of-ann-0001')).toBe(null)
    })

    test('refuses one token for two people', async () => {
      const ann = await store.principals.add({ name: 'Ann', role: 'owner' })
      await store.principals.addToken(ann.id, 'a-token-of-someone')
      await expect(store.principals.addToken(ann.id, 'a-token-of-someone')).rejects.toThrow('in use already')
    })

    test('keeps settings, the last one said', async () => {
      expect(await store.settings.get('k')).toBe(null)
      await store.settings.set('k', { a: 1 })
      await store.settings.set('k', ['b'])
      expect(await store.settings.get('k')).toEqual(['b'])
    })

    test('keeps the audit in order, newest first', async () => {
      for (const action of ['log.import', 'log.export', 'log.delete'])
        await store.audit.add({ principal: null, action, subject: 'l1', detail: { n: 1 } })
      expect((await store.audit.list()).map(entry => entry.action)).toEqual(['log.delete', 'log.export', 'log.import'])
      expect(await store.audit.list(1)).toEqual([
        { at: context.at, principal: null, action: 'log.delete', subject: 'l1', detail: { n: 1 } },
      ])
    })

    test('keeps one public key of each person', async () => {
      const ann = await store.principals.add({ name: 'Ann', role: 'owner' })
      const bob = await store.principals.add({ name: 'Bob', role: 'council' })
      expect(await store.principals.publicKey(ann.id)).toBe(null)
      expect(await store.principals.setPublicKey(ann.id, 'k1')).toBe(true)
      expect(await store.principals.setPublicKey(ann.id, 'k2')).toBe(true)
      expect(await store.principals.publicKey(ann.id)).toBe('k2')
      await expect(store.principals.setPublicKey(bob.id, 'k2')).rejects.toThrow('Somebody else has this key')
      expect(await store.principals.setPublicKey('nobody', 'k3')).toBe(false)
    })

    test('keeps every step of reveals in one chain, whatever becomes of the log and the people', async () => {
      await store.logs.add(log('l1'))
      const ann = await store.principals.add({ name: 'Ann', role: 'analyst' })
      const about = { reveal: 'r1', log: 'l1', case: 'c "1"', rule: 'four eyes', reason: 'Prüfung' }
      const asked = { ...about, step: 'asked', principal: ann.id, name: 'Ann', until: context.at + 5 } as const
      await store.revealLog.add(asked)
      const lapse = { ...about, step: 'expired', principal: null, name: null, until: null } as const
      await Promise.all(Array.from({ length: 8 }, () => store.revealLog.add(lapse)))
      await store.logs.remove('l1')
      await store.principals.remove(ann.id)
      const entries = await store.revealLog.list()
      expect(entries.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
      expect(entries[0]).toMatchObject({ ...asked, at: context.at })
      expect(brokenAt(entries)).toBe(null)
      expect(Object.keys(store.revealLog).sort()).toEqual(['add', 'list'])
    })

    test('takes text as text, never as SQL', async () => {
      const hostile = `'); drop table logs; -- " \` $1 ? :a ${'\u202e'}`
      await store.logs.add(log(hostile, { name: hostile }))
      expect((await store.logs.get(hostile))?.name).toBe(hostile)
      expect(await store.logs.get(`${hostile}' or '1'='1`)).toBe(null)
      expect(await store.logs.list()).toHaveLength(1)
    })

    test('does many things at once without losing one', async () => {
      await store.logs.add(log('l1'))
      const work = Array.from({ length: 40 }, (_, i) => [
        store.jobs.add({ kind: 'import', log: 'l1' }),
        store.mappings.add({ name: `m${i}`, mapping: i }),
        store.uploads.remove('none'),
      ])
      await Promise.all(work.flat())
      expect(await store.jobs.list(1000)).toHaveLength(40)
      expect(await store.mappings.list()).toHaveLength(40)
    })

    test('says that it answers', async () => {
      await expect(store.check()).resolves.toBeUndefined()
    })
  })
}
