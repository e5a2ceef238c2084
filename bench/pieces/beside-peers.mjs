// Ours, pm4py and rust4pm on the same files: from file in a fresh process each time, then from memory.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { digest, digits, seconds, times, whole } from '../parts/figures.mjs'
import { o2cCsv, o2cMapping, o2cXes, realLogs, unpacked } from '../parts/logs.mjs'
import { bench, python, rust, work } from '../parts/places.mjs'
import { node, run, tell } from '../parts/run.mjs'

const COMPARED = ['BPIC 2012', 'Road traffic fines']
const WORKS = [
  'directly-follows',
  'arcs with times',
  'variants',
  'eventually-follows',
  'filter: ten most common variants',
  'filter: time frame',
]

async function logs({ quick }) {
  const real = realLogs().filter(log => COMPARED.includes(log.name))
  const o2c = await o2cXes()
  const list = []
  for (const { name, gz } of real) list.push({ name, file: gz, plain: await unpacked(gz) })
  list.push({ name: 'o2c 100k, XES', file: o2c.plain, plain: o2c.plain })
  list.push({ name: 'o2c 100k, XES packed', file: o2c.gz, plain: o2c.plain })
  list.push({ name: 'o2c 100k, CSV', file: await o2cCsv('o2c_100k', 100_000), csv: true })
  if (!quick) list.push({ name: 'o2c 1m, CSV', file: await o2cCsv('o2c_1m', 1_000_000), csv: true })
  return list
}

/** A peer that fails is left out, and the log says why. */
async function peer(command, args, rounds, options) {
  const lines = []
  if (!existsSync(command)) return digest(lines)
  try {
    for (let i = 0; i < rounds; i++) lines.push(...(await run(command, args, options)))
  } catch (error) {
    tell(`  ${error.message}`)
  }
  return digest(lines)
}

async function section(log, { runs }) {
  tell(`  ${log.name} …`)
  const mapped = log.csv ? ['--mapping', o2cMapping()] : []
  const cold = []
  const sniffed = []
  for (let i = 0; i < runs; i++) {
    cold.push(...(await node(work('read.mjs'), [log.file, 1, ...mapped])))
    if (log.csv) sniffed.push(...(await node(work('read.mjs'), [log.file])))
  }
  const mine = digest(cold)
  for (const [name, found] of digest(await node(work('answer.mjs'), [log.file, WORKS.join(','), runs, ...mapped])))
    mine.set(name, found)
  const theirs = await peer(python, ['-W', 'ignore', join(bench, 'peer_pm4py.py'), log.file, String(runs)], 1)
  const other = log.csv ? new Map() : await peer(rust, [log.file], runs)
  const mb = statSync(log.plain ?? log.file).size / 1e6
  const row = (title, ours, name) => {
    const [a, b] = [theirs.get(name), other.get(name)]
    const of = one => [seconds(one?.seconds), whole(one?.peakMb), times(one?.seconds, ours.seconds)]
    return [title, seconds(ours.seconds), whole(ours.peakMb), ...of(a), ...of(b)]
  }
  const read = mine.get('import')
  const imports = [row(log.csv ? 'import, mapping given' : 'import', read, 'import')]
  if (log.csv) imports.push(row('import, sniffed', digest(sniffed).get('import'), 'import'))
  return {
    title: log.name,
    note: `${read.note}; ${digits(mb)} MB unpacked; import ${whole(mb / read.seconds)} MB/s.`,
    head: ['work', 'ours s', 'MB', 'pm4py s', 'MB', 'ratio', 'rust4pm s', 'MB', 'ratio'],
    rows: [...imports, ...WORKS.map(name => row(name, mine.get(name), name))],
  }
}

export async function besidePeers(options) {
  const sections = []
  for (const log of await logs(options)) sections.push(await section(log, options))
  return { figures: {}, sections }
}
