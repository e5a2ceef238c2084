// The logs that are measured: real ones where they are at hand, and generated ones, made once.
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { cli, data, python, shared, work } from './places.mjs'
import { Failed, node, run, tell } from './run.mjs'

const real = (name, file) => ({ name, gz: join(shared, 'data', 'logs', file) })
/** Real XES logs, packed. */
export const realLogs = () =>
  [
    real('BPIC 2012', 'augusto-BPIC12/BPIC12.xes.gz'),
    real('Road traffic fines', 'augusto-RTFMP/RTFMP.xes.gz'),
    real('Sepsis', 'augusto-SEPSIS/SEPSIS.xes.gz'),
    real('BPIC 2013 incidents', 'augusto-BPIC13_i/BPIC13_i.xes.gz'),
    real('BPIC 2013 closed problems', 'augusto-BPIC13_cp/BPIC13_cp.xes.gz'),
    real('BPIC 2014', 'augusto-BPIC14_f/BPIC14_f.xes.gz'),
    real('BPIC 2015, 1', 'augusto-BPIC15_1f/BPIC15_1f.xes.gz'),
    real('BPIC 2015, 2', 'augusto-BPIC15_2f/BPIC15_2f.xes.gz'),
  ].filter(log => existsSync(log.gz))

/** A real log that is too small for measuring how fast it is read. */
export const receipt = real('Receipt', 'pm4py-receipt/08_receipt.xes.gz')

/** Makes `path` by writing to a name beside it first, so that what is there is whole. */
async function once(path, make) {
  if (existsSync(path)) return path
  mkdirSync(data, { recursive: true })
  tell(`  making ${path.split('/').at(-1)} …`)
  const part = `${path}.part`
  rmSync(part, { recursive: true, force: true })
  await make(part)
  renameSync(part, path)
  return path
}

/** The same log unpacked. */
export const unpacked = gz =>
  once(join(data, gz.split('/').at(-1).replace(/\.gz$/, '')), part =>
    pipeline(createReadStream(gz), createGunzip(), createWriteStream(part)),
  )

export async function havePython() {
  if (existsSync(python)) return
  tell('  installing pm4py and numpy …')
  await run('python3', ['-m', 'venv', join(python, '..', '..')])
  await run(python, ['-m', 'pip', 'install', '-q', 'pm4py', 'numpy'])
}

const generator = join(shared, 'tools', 'gen_log.py')
async function generated(path, cases, options = {}) {
  if (existsSync(path)) return path
  if (!existsSync(generator)) throw new Failed(`There is no generator of synthetic logs (${generator}).`)
  await havePython()
  return once(path, part => run(python, [generator, String(cases), part], options))
}

/** The synthetic order-to-cash log as CSV, some 11 events a case, all cases by time. */
export const o2cCsv = (name, cases, options) => generated(join(data, `${name}.csv`), cases, options)
export async function o2cXes() {
  const path = join(data, 'o2c_100k.xes')
  if (!existsSync(path)) {
    if (!existsSync(generator)) throw new Failed(`There is no generator of synthetic logs (${generator}).`)
    await havePython()
    await once(path, part => run(python, [generator, '100000', `${part}.csv`, '--xes', part]))
    renameSync(`${path}.part.csv`, join(data, 'o2c_100k.csv'))
  }
  const gz = await once(`${path}.gz`, part =>
    pipeline(createReadStream(path), createGzip({ level: 6 }), createWriteStream(part)),
  )
  return { name: 'o2c 100k', plain: path, gz }
}

/** How the columns of the order-to-cash log are read. */
export function o2cMapping() {
  const path = join(data, 'o2c.mapping.json')
  mkdirSync(data, { recursive: true })
  const keep = (column, scope, type) => ({ column, action: 'keep', scope, type })
  const mapping = {
    version: 1,
    table: { delimiter: ',', encoding: 'utf-8', header: true },
    caseId: 'case_id',
    activity: 'activity',
    complete: { columns: ['timestamp'], format: 'iso' },
    resource: 'resource',
    columns: [keep('resource', 'event', 'string'), keep('cost', 'event', 'float'), keep('region', 'case', 'string')],
    others: 'keep',
  }
  writeFileSync(path, JSON.stringify(mapping))
  return path
}

/** The 11 million events as a stored log. */
export async function o2cStored() {
  const csv = await o2cCsv('o2c_1m', 1_000_000)
  return once(join(data, 'o2c_1m.parfocal'), part =>
    run(process.execPath, [cli, 'import', csv, part, '--mapping', o2cMapping(), '--quiet']),
  )
}

/** Our own sample, with start and complete in one row, by time. */
export const sampleCsv = cases =>
  once(join(data, `sample_${cases}.csv`), part =>
    run(process.execPath, [cli, 'sample', '--cases', String(cases), '--order', 'time', '--out', part, '--quiet']),
  )

/** A log of `work/make-log.mjs`: `distinct` (every case differs, a folder) or `wide` (100 activities, packed XES). */
export const made = (kind, events, file) =>
  once(join(data, file), part => node(work('make-log.mjs'), [kind, events, part]))

/** The net that the inductive miner finds with a noise of 0.2, made once. */
export const netOf = (file, mapping) =>
  once(join(data, `${basename(file)}.IMf_0.2.pnml`), part =>
    run(process.execPath, [
      cli,
      'discover',
      'inductive',
      file,
      '--noise',
      '0.2',
      '--to',
      'pnml',
      '--out',
      part,
      '--quiet',
      ...mapping,
    ]),
  )
