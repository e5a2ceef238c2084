// 100 million events: a generated CSV of some 7 GB, read in one process that then answers. Deleted afterwards.
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { digest, digits, seconds, whole } from '../parts/figures.mjs'
import { o2cCsv, o2cMapping } from '../parts/logs.mjs'
import { freeDisk, freeMemory } from '../parts/machine.mjs'
import { data, work } from '../parts/places.mjs'
import { Failed, node, tell } from '../parts/run.mjs'

/** Cases of some 10.96 events each. */
const CASES = 9_125_000
const NEEDED_DISK = 12
/** The generator holds some columns of all events. */
const NEEDED_MEMORY = 13

export async function hundredMillion({ cases = CASES, keep }) {
  const share = cases / CASES
  if (freeDisk(data) < NEEDED_DISK * share)
    throw new Failed(`There are ${freeDisk(data).toFixed(0)} GB free on the disk; ${NEEDED_DISK} are needed.`)
  if (freeMemory() < NEEDED_MEMORY * share)
    throw new Failed(`There are ${freeMemory().toFixed(0)} GB of memory to be had; ${NEEDED_MEMORY} are needed.`)
  const name = `o2c_${cases}`
  const file = join(data, `${name}.csv`)
  try {
    await o2cCsv(name, cases, { limit: 3600 })
    tell('  reading and answering …')
    const lines = await node(work('hundred-million.mjs'), [file, o2cMapping(), 3], { limit: 3600 })
    return described(lines, statSync(file).size / 1e9)
  } finally {
    if (!keep) rmSync(file, { force: true })
    rmSync(`${file}.part`, { force: true })
  }
}

const isQuantiles = name => name === 'arcs with times'
function described(lines, gigabytes) {
  const works = digest(lines)
  const read = works.get('import')
  const answers = [...works]
    .filter(([name]) => name !== 'import')
    .map(([name, { seconds, cpu, note }]) => ({ name, seconds, cpu, note }))
  const plain = answers.filter(({ name }) => !isQuantiles(name))
  const slowest = plain.reduce((a, b) => (b.seconds > a.seconds ? b : a))
  const peakMb = Math.max(...lines.map(line => line.peakMb))
  return {
    figures: {
      events: read.note,
      import: read.seconds,
      importPeakMb: read.peakMb,
      slowest,
      quantiles: works.get('arcs with times').seconds,
      peakMb,
    },
    sections: [
      {
        title: '100 million events',
        note: `${read.note}, ${digits(gigabytes)} GB of CSV with the mapping given; one process reads and then answers, each time by an engine that has answered nothing; the import once, answers the median of three. Peak of resident memory ${whole(read.peakMb)} MB after the import, ${whole(peakMb)} MB at the end.`,
        head: ['work', 's', 'of processors', 'answer'],
        rows: [
          ['import', seconds(read.seconds), seconds(read.cpu), `${digits((1000 * gigabytes) / read.seconds)} MB/s`],
          ...answers.map(({ name, seconds: value, cpu, note }) => [name, seconds(value), seconds(cpu), note]),
        ],
      },
    ],
  }
}
