import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DataFolder, openDataFolder } from '../store/index.ts'
import { createLibrary, type OpenedLog, type Opening } from './library.ts'

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
  async open(path) {
    const name = path.split('/').slice(-2).join('/')
    opened.push(name)
    return { log: { name }, problems: [], close: () => closed.push(name) } as unknown as OpenedLog
  },
  engine: (id, name) =>
    ({ size: async () => ({ cases: 1, of: id }), describe: async () => ({ id, name: `stored ${name}` }) }) as never,
}
const ask = (library: ReturnType<typeof createLibrary>, log: string) =>
  library.engine.size({ log, view: { classifier: [], level: 'event', calendar: null, caseNotion: null }, filter: [] })

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
    const library = createLibrary(folder, noting, 100)
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
    const library = createLibrary(folder, noting, 100)
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
    const library = createLibrary(folder, noting, 100)
    const { promise: gone, resolve: go } = later()
    const used = library.use('a', async () => {
      await gone
      return closed.length
    })
    await expect.poll(() => opened).toEqual(['a/1'])
    await folder.store.logs.change('a', { version: 2 })
    library.forget('a')
    await ask(library, 'a')
    expect(opened).toEqual(['a/1', 'a/2'])
    go()
    expect(await used).toBe(0)
    await expect.poll(() => closed).toEqual(['a/1'])
    library.close()
  })

  test('says why a log cannot be asked', async () => {
    await addLog('half', 0, null)
    const library = createLibrary(folder, noting, 100)
    await expect(ask(library, 'half')).rejects.toThrow('is still being imported')
    await expect(ask(library, 'none')).rejects.toThrow('There is no log "none"')
    expect(await library.engine.logs()).toEqual([])
    library.close()
  })

  test('a log that could not be opened is tried anew at the next question', async () => {
    await addLog('a', 10)
    let fail = true
    const library = createLibrary(
      folder,
      { ...noting, open: path => (fail ? Promise.reject(new Error('damaged')) : noting.open(path)) },
      100,
    )
    await expect(ask(library, 'a')).rejects.toThrow('damaged')
    fail = false
    expect(await ask(library, 'a')).toMatchObject({ cases: 1 })
    library.close()
  })

  test('a log is called by the name that the store has', async () => {
    await addLog('a', 10)
    const library = createLibrary(folder, noting, 100)
    expect(await library.engine.describe({ log: 'a' })).toMatchObject({ name: 'A' })
    await folder.store.logs.change('a', { name: 'Renamed' })
    expect(await library.engine.describe({ log: 'a' })).toMatchObject({ name: 'Renamed' })
    library.close()
  })
})
