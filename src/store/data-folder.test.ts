import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DataFolder, openDataFolder } from './data-folder.ts'
import type { LogRecord } from './store.ts'

let path: string
let open: DataFolder[]
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'parfocal-folder-'))
  open = []
})
afterEach(async () => {
  for (const folder of open) await folder.close()
  rmSync(path, { recursive: true, force: true })
})
async function openFolder(): Promise<DataFolder> {
  const folder = await openDataFolder({ path })
  open.push(folder)
  return folder
}
async function closeFolder(folder: DataFolder): Promise<void> {
  open = open.filter(other => other !== folder)
  await folder.close()
}
const log = (id: string, change: Partial<LogRecord> = {}): Omit<LogRecord, 'created' | 'changed'> => ({
  id,
  name: id,
  status: 'ready',
  version: 1,
  format: null,
  fingerprint: null,
  cases: null,
  events: null,
  activities: null,
  bytes: null,
  problems: [],
  mapping: null,
  sources: [],
  error: null,
  ...change,
})
const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  )

describe('the lock', () => {
  test('a second opener is told which process has the folder and what to do', async () => {
    await openFolder()
    await expect(openDataFolder({ path })).rejects.toThrow(
      new RegExp(`in use by process ${process.pid} .*kill ${process.pid}.*another folder with --data`),
    )
  })

  test('a closed folder can be opened again', async () => {
    await closeFolder(await openFolder())
    expect(existsSync(join(path, 'lock'))).toBe(false)
    await expect(openFolder()).resolves.toBeDefined()
  })

  test('another process that holds the folder keeps it, and what it held is taken over when it is killed', async () => {
    const holder = holdFrom(path)
    try {
      await new Promise(resolve => holder.stdout?.once('data', resolve))
      await expect(openDataFolder({ path })).rejects.toThrow(`in use by process ${holder.pid} `)
    } finally {
      holder.kill('SIGKILL')
      await once(holder, 'exit')
    }
    await expect(openFolder()).resolves.toBeDefined()
  })

  test('a living process named in the lock keeps the folder even where the kernel lock is lost', async () => {
    await openFolder()
    const lock = readFileSync(join(path, 'lock'), 'utf8')
    await closeFolder(open[0]!)
    writeFileSync(join(path, 'lock'), lock)
    await expect(openDataFolder({ path })).rejects.toThrow('in use')
    rmSync(join(path, 'lock'))
  })

  test.each([
    ['of a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, started: 'x', since: 'y' })],
    ['of a number that another process has now', JSON.stringify({ pid: process.pid, started: 'boot/1', since: 'y' })],
    ['that a crash cut off', '{"pid":'],
    ['of an impossible process', JSON.stringify({ pid: -1 })],
  ])('a stale lock %s is taken over', async (_, text) => {
    writeFileSync(join(path, 'lock'), text)
    await openFolder()
    expect(JSON.parse(readFileSync(join(path, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid })
  })
})

/** A process that takes both locks of a folder as a server does, and waits. */
function holdFrom(folder: string): ChildProcess {
  const script = `
    const Database = require('libsql'), fs = require('node:fs')
    new Database(${JSON.stringify(join(folder, 'lock.db'))}).exec('BEGIN EXCLUSIVE')
    fs.writeFileSync(${JSON.stringify(join(folder, 'lock'))}, JSON.stringify({ pid: process.pid, started: null, since: 'now' }))
    console.log('held')
    setInterval(() => {}, 1000)`
  return spawn(process.execPath, ['-e', script], { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] })
}

describe('UI logs', () => {
  const uiLog = (id: string, version: number | null, upload: string | null = null) => ({
    id,
    name: id,
    status: 'ready' as const,
    version,
    format: null,
    events: null,
    recordings: null,
    bytes: null,
    problems: [],
    capture: [],
    upload,
    error: null,
  })
  const publish = async (folder: DataFolder, id: string, version: number) => {
    const work = await folder.workFolder()
    writeFileSync(join(work, 'events.arrow'), `planted-${id}-${version}`)
    return folder.uiLogs.publish(work, id, version)
  }

  test('are kept by version, and what no record names is cleared away at the start', async () => {
    const folder = await openFolder()
    await folder.store.uiLogs.add(uiLog('u1', 2))
    await folder.store.uiLogs.add(uiLog('u2', 1))
    for (const version of [1, 2]) expect(await publish(folder, 'u1', version)).toBe('planted-u1-1'.length)
    await publish(folder, 'gone', 1)
    await closeFolder(folder)
    const again = await openFolder()
    expect(again.recovered).toMatchObject({ removed: 2, lost: ['u2'] })
    expect(files(join(path, 'ui-logs'))).toEqual([join(again.uiLogs.path('u1', 2), 'events.arrow')])
    expect(await again.store.uiLogs.get('u2')).toMatchObject({ status: 'failed', version: null })
  })

  test('that are whole have no upload any more after the next start', async () => {
    const folder = await openFolder()
    for (const upload of ['read', 'waits']) {
      const work = folder.workFile()
      writeFileSync(work, upload)
      await folder.publishUpload(work, upload)
      await folder.store.uploads.add({ id: upload, name: upload, bytes: 1, fingerprint: 'f', principal: null })
    }
    await folder.store.uiLogs.add(uiLog('u1', 1, 'read'))
    await publish(folder, 'u1', 1)
    await folder.store.uiLogs.add({ ...uiLog('u2', null, 'waits'), status: 'failed' })
    await closeFolder(folder)
    const again = await openFolder()
    expect((await again.store.uiLogs.list()).map(({ upload }) => upload)).toEqual([null, 'waits'])
    expect(files(join(path, 'uploads'))).toEqual([again.uploadPath('waits')])
  })

  test('that are deleted leave no trace, nor does the upload that they were to be read from', async () => {
    const folder = await openFolder()
    const work = folder.workFile()
    writeFileSync(work, 'planted-upload')
    await folder.publishUpload(work, 'up-1')
    await folder.store.uploads.add({ id: 'up-1', name: 'planted-name', bytes: 14, fingerprint: 'f', principal: null })
    await folder.store.uiLogs.add({ ...uiLog('u1', 1, 'up-1'), name: 'planted-title' })
    await folder.store.uiLogs.setEdits('u1', { name: 'planted-edit' }, 0)
    await publish(folder, 'u1', 1)
    expect(await folder.deleteUiLog('u1')).toBe(true)
    expect(await folder.deleteUiLog('u1')).toBe(false)
    expect(files(path).filter(file => readFileSync(file).includes('planted'))).toEqual([])
    expect(await folder.store.uploads.list()).toEqual([])
  })
})

describe('versions', () => {
  test('a work folder becomes a version as a whole, and old versions can be dropped', async () => {
    const folder = await openFolder()
    for (const version of [1, 2]) {
      const work = await folder.workFolder()
      writeFileSync(join(work, 'events.arrow'), 'x'.repeat(version))
      mkdirSync(join(work, 'more'))
      writeFileSync(join(work, 'more', 'cases.arrow'), 'yy')
      expect(await folder.publishVersion(work, 'log-1', version)).toBe(version + 2)
    }
    expect(readFileSync(join(folder.versionPath('log-1', 2), 'events.arrow'), 'utf8')).toBe('xx')
    await folder.dropVersions('log-1', 2)
    expect(readdirSync(join(path, 'logs', 'log-1'))).toEqual(['2'])
    expect(readdirSync(join(path, 'work'))).toEqual([])
  })

  test('names from outside cannot leave the folder', async () => {
    const folder = await openFolder()
    for (const name of ['..', '../x', 'a/b', '', '.', 'a\0b', 'lock.db']) {
      expect(() => folder.versionPath(name, 1)).toThrow('no name of ours')
      await expect(folder.deleteLog(name)).rejects.toThrow('no name of ours')
    }
    expect(existsSync(join(path, 'lock'))).toBe(true)
  })

  test('an upload becomes a source without being copied, and the upload can go', async () => {
    const folder = await openFolder()
    const work = folder.workFile()
    writeFileSync(work, 'bytes')
    await folder.publishUpload(work, 'u-1')
    const file = await folder.takeSource('u-1', 'log-1')
    expect(statSync(folder.sourcePath('log-1', file)).ino).toBe(statSync(folder.uploadPath('u-1')).ino)
    await folder.removeUpload('u-1')
    expect(readFileSync(folder.sourcePath('log-1', file), 'utf8')).toBe('bytes')
  })
})

describe('what a crash left', () => {
  test('is cleared away on start: work, unreferenced versions, files and uploads; what counts stays', async () => {
    const folder = await openFolder()
    await folder.store.logs.add(log('kept', { version: 2, sources: [source('s-1')] }))
    await folder.store.logs.add(log('half', { version: null, status: 'importing', sources: [source('s-2')] }))
    await folder.store.jobs.add({ kind: 'import', log: 'half' })
    await folder.store.uploads.add({ id: 'u-1', name: 'a', bytes: 1, fingerprint: '', principal: null })
    await closeFolder(folder)
    const put = (...parts: string[]) => {
      mkdirSync(join(path, ...parts.slice(0, -1)), { recursive: true })
      writeFileSync(join(path, ...parts), 'x')
    }
    put('work', 'w-1', 'events.arrow')
    put('work', 'w-2')
    put('logs', 'kept', '1', 'events.arrow')
    put('logs', 'kept', '2', 'events.arrow')
    put('logs', 'kept', '3', 'events.arrow')
    put('logs', 'half', '1', 'events.arrow')
    put('logs', 'nobody', '1', 'events.arrow')
    put('sources', 'kept', 's-1')
    put('sources', 'kept', 's-9')
    put('sources', 'half', 's-2')
    put('sources', 'nobody', 's-1')
    put('uploads', 'u-1')
    put('uploads', 'u-9')

    const again = await openFolder()
    expect(again.recovered).toEqual({ interruptedJobs: 1, removed: 9, lost: [] })
    const left = files(path).map(file => file.slice(path.length + 1))
    expect(left.filter(file => file.includes('/')).sort()).toEqual([
      'logs/kept/2/events.arrow',
      'sources/half/s-2',
      'sources/kept/s-1',
      'uploads/u-1',
    ])
    expect(await again.store.logs.get('kept')).toMatchObject({ status: 'ready', version: 2 })
    expect(await again.store.logs.get('half')).toMatchObject({ status: 'interrupted' })
    expect((await again.store.jobs.list())[0]).toMatchObject({ status: 'interrupted' })
  })

  test('a log whose folder is missing is said to be lost, not shown as ready', async () => {
    const folder = await openFolder()
    await folder.store.logs.add(log('gone'))
    await closeFolder(folder)
    const again = await openFolder()
    expect(again.recovered.lost).toEqual(['gone'])
    expect(await again.store.logs.get('gone')).toMatchObject({ status: 'failed', version: null })
  })
})

const source = (file: string) => ({ name: 'a', file, bytes: 1, fingerprint: '', format: null, mapping: null })

describe('deletion', () => {
  test('leaves no trace of a log anywhere in the folder', async () => {
    const secret = 'planted-string-4711'
    const folder = await openFolder()
    const work = folder.workFile()
    writeFileSync(work, `case,${secret}`)
    await folder.publishUpload(work, 'u-1')
    await folder.store.uploads.add({ id: 'u-1', name: `${secret}.csv`, bytes: 1, fingerprint: '', principal: null })
    const file = await folder.takeSource('u-1', 'l-1')
    const version = await folder.workFolder()
    writeFileSync(join(version, 'events.arrow'), secret)
    await folder.publishVersion(version, 'l-1', 1)
    const problem = { kind: 'k', count: 1, places: [{ value: secret }], message: secret, severity: 'info' } as const
    await folder.store.logs.add(log('l-1', { name: secret, sources: [source(file)], problems: [problem] }))
    await folder.store.logs.add(log('l-2'))
    for (let i = 0; i < 50; i++) {
      await folder.store.logs.change('l-1', {
        name: `${secret} ${'x'.repeat(i * 40)}`,
        mapping: { a: secret.repeat(i) },
      })
      await folder.store.views.add({
        owner: { log: 'l-1', uiLog: null },
        name: secret,
        filter: [secret],
        view: {},
        sliders: {},
        principal: null,
      })
      const job = await folder.store.jobs.add({ kind: 'import', log: 'l-1' })
      await folder.store.jobs.change(job.id, { error: secret })
    }
    const traces = () => files(path).filter(name => readFileSync(name).includes('planted-string'))
    expect(traces().length).toBeGreaterThan(2)

    await folder.removeUpload('u-1')
    await folder.store.uploads.remove('u-1')
    expect(await folder.deleteLog('l-1')).toBe(true)
    expect(traces()).toEqual([])
    expect(await folder.deleteLog('l-1')).toBe(false)
    expect((await folder.store.logs.list()).map(({ id }) => id)).toEqual(['l-2'])
    await closeFolder(folder)
    expect(files(path).filter(name => readFileSync(name).includes('planted-string'))).toEqual([])
  })
})

test('a temporary folder is gone when it is closed', async () => {
  const folder = await openDataFolder({ path: null })
  expect(existsSync(join(folder.path, 'parfocal.db'))).toBe(true)
  await folder.close()
  expect(existsSync(folder.path)).toBe(false)
})

test('a folder of a later version is refused, and left unlocked', async () => {
  writeFileSync(join(path, 'folder.json'), JSON.stringify({ layout: 2, id: 'x' }))
  await expect(openDataFolder({ path })).rejects.toThrow('written by a later version')
  writeFileSync(join(path, 'folder.json'), JSON.stringify({ layout: 1, id: 'x' }))
  await expect(openFolder()).resolves.toBeDefined()
})

test('a database of another data folder is refused', async () => {
  await closeFolder(await openFolder())
  writeFileSync(join(path, 'folder.json'), JSON.stringify({ layout: 1, id: 'another' }))
  await expect(openDataFolder({ path })).rejects.toThrow('belongs to another data folder')
})
