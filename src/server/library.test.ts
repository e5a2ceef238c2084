import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Question } from '../log/engine.ts'
import { type DataFolder, openDataFolder } from '../store/index.ts'
import { createLibrary, type Library, type LibraryLimits, type Opening } from './library.ts'
import { Written } from './written.ts'

let folder: DataFolder
let opened: string[]
let closed: string[]
beforeEach(async () => {
  folder = await openDataFolder({ path: null })
  opened = []
  closed = []
})
afterEach(() => folder.close())

const addLog = (id: string, bytes: number, version: number | null = 1) =>
  folder.store.logs.add({
    id,
    name: id.toUpperCase(),
    status: version === null ? 'importing' : 'ready',
    version,
    format: null,
    fingerprint: null,
    cases: null,
    events: null,
    activities: null,
    bytes,
    problems: [],
    mapping: null,
    sources: [],
    error: null,
  })

/** Opens no files: notes what is opened and closed. */
const noting: Opening = {
  async open(_id, path) {
    const name = path.split('/').slice(-2).join('/')
    opened.push(name)
    const answers: Record<string, object> = { size: { cases: 1 }, describe: { name: `stored ${name}` } }
    return {
      ask: async question => Written.of(answers[question]),
      ended: false,
      close: async () => void closed.push(name),
    }
  },
  async read(path) {
    const name = path.split('/').slice(-2).join('/')
    opened.push(name)
    return {
      fingerprint: async () => name,
      exported: () => Promise.reject(new Error('not asked here')),
      close: async () => void closed.push(name),
    }
  },
}
const { signal } = new AbortController()
const limits: LibraryLimits = { bytes: 100, logs: 3, wholes: 2, wholesWaiting: 0 }
const ask = async (library: Library, log: string, question: Question = 'size') =>
  (await library.ask(question, { log })).value

function later(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>(done => {
    resolve = done
  })
  return { promise, resolve }
}

describe('the library', () => {
  test('opens a log at its first question, and once', async () => {
    await addLog('a', 10)
    const library = createLibrary(folder, noting, limits)
    expect(opened).toEqual([])
    await Promise.all([ask(library, 'a'), ask(library, 'a'), ask(library, 'a')])
    expect(opened).toEqual(['a/1'])
    expect([library.openLogs, library.openBytes]).toEqual([1, 10])
    library.close()
    await expect.poll(() => closed).toEqual(['a/1'])
  })

  test('closes the least recently asked log above its limit, never the one that is asked', async () => {
    for (const id of ['a', 'b', 'c']) await addLog(id, 40)
    await addLog('giant', 1000)
    const library = createLibrary(folder, noting, limits)
    for (const id of ['a', 'b', 'a', 'c']) await ask(library, id)
    await expect.poll(() => closed).toEqual(['b/1'])
    await ask(library, 'giant')
    await expect.poll(() => closed).toEqual(['b/1', 'a/1', 'c/1'])
    expect(library.openLogs).toBe(1)
    await ask(library, 'a')
    expect(opened).toEqual(['a/1', 'b/1', 'c/1', 'giant/1', 'a/1'])
    await expect.poll(() => closed).toContain('giant/1')
    library.close()
  })

  test('a log in use is closed when its last user has done', async () => {
    await addLog('a', 10)
    const { promise: gone, resolve: go } = later()
    const slow: Opening = {
      ...noting,
      async open(id, path) {
        const one = await noting.open(id, path)
        return path.endsWith('1') ? { ...one, ask: () => gone.then(() => Written.of({ cases: closed.length })) } : one
      },
    }
    const library = createLibrary(folder, slow, limits)
    const used = ask(library, 'a')
    await expect.poll(() => opened).toEqual(['a/1'])
    await folder.store.logs.change('a', { version: 2 })
    library.forget('a')
    await ask(library, 'a')
    expect(opened).toEqual(['a/1', 'a/2'])
    go()
    expect(await used).toEqual({ cases: 0 })
    await expect.poll(() => closed).toEqual(['a/1'])
    await library.close()
    expect(closed).toEqual(['a/1', 'a/2'])
  })

  test('a log that is read as a whole is read beside the open one, and closed behind', async () => {
    await addLog('a', 10)
    const library = createLibrary(folder, noting, limits)
    const read = library.use('a', async (log, { name }) => [await log.fingerprint(signal), name, closed.length], signal)
    expect(await read).toEqual(['a/1', 'A', 0])
    expect([closed, library.openLogs]).toEqual([['a/1'], 0])
    await expect(library.use('a', () => Promise.reject(new Error('cut')), signal)).rejects.toThrow('cut')
    expect(closed).toEqual(['a/1', 'a/1'])
    await library.close()
  })

  test('reads so many logs as a whole at once, and ends those with itself', async () => {
    await addLog('a', 10)
    const library = createLibrary(folder, noting, limits)
    const { promise: gone, resolve: go } = later()
    const slow = [library.use('a', () => gone, signal), library.use('a', () => gone, signal)]
    await expect.poll(() => opened).toHaveLength(2)
    await expect(library.use('a', () => gone, signal)).rejects.toMatchObject({ status: 429, code: 'too-many-exports' })
    await library.close()
    expect(closed).toEqual(['a/1', 'a/1'])
    go()
    await Promise.all(slow)
    await expect(library.use('none', () => gone, signal)).rejects.toThrow('There is no log "none"')
    expect(await library.use('a', async () => 'room', signal)).toBe('room')
  })

  test('closes logs above a number of them, and opens one anew that failed', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await addLog(id, 1)
    let fails = false
    const failing: Opening = {
      ...noting,
      open: async (id, path) =>
        Object.defineProperty({ ...(await noting.open(id, path)) }, 'ended', { get: () => fails && id === 'd' }),
    }
    const library = createLibrary(folder, failing, limits)
    for (const id of ['a', 'b', 'c', 'd']) await ask(library, id)
    await expect.poll(() => closed).toEqual(['a/1'])
    fails = true
    await ask(library, 'd')
    expect(opened).toEqual(['a/1', 'b/1', 'c/1', 'd/1', 'd/1'])
    await library.close()
  })

  test('says why a log cannot be asked', async () => {
    await addLog('half', 0, null)
    const library = createLibrary(folder, noting, limits)
    await expect(ask(library, 'half')).rejects.toThrow('is still being imported')
    await expect(ask(library, 'none')).rejects.toThrow('There is no log "none"')
    expect((await library.ask('logs', {})).value).toEqual([])
    library.close()
  })

  test('a log that could not be opened is tried anew at the next question', async () => {
    await addLog('a', 10)
    let fail = true
    const library = createLibrary(
      folder,
      { ...noting, open: (id, path) => (fail ? Promise.reject(new Error('damaged')) : noting.open(id, path)) },
      limits,
    )
    await expect(ask(library, 'a')).rejects.toThrow('damaged')
    fail = false
    expect(await ask(library, 'a')).toMatchObject({ cases: 1 })
    library.close()
  })

  test('a log is called by the name that the store has', async () => {
    await addLog('a', 10)
    const library = createLibrary(folder, noting, limits)
    expect(await ask(library, 'a', 'describe')).toMatchObject({ name: 'A' })
    await folder.store.logs.change('a', { name: 'Renamed' })
    expect(await ask(library, 'a', 'describe')).toMatchObject({ name: 'Renamed' })
    library.close()
  })
})
