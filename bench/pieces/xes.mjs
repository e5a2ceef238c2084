// XES import: every log, plain and packed, in a fresh process each time, beside rust4pm; and what it takes of memory.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { digest, digits, median, percent, seconds, times, whole } from '../parts/figures.mjs'
import { o2cXes, realLogs, unpacked } from '../parts/logs.mjs'
import { rust, work } from '../parts/places.mjs'
import { Failed, node, run, tell } from '../parts/run.mjs'

/** Resident memory of a Node process that does nothing: no import can take less. */
const bareMb = () =>
  Number(
    spawnSync(process.execPath, ['-e', 'console.log(process.resourceUsage().maxRSS / 1024)'], { encoding: 'utf8' })
      .stdout,
  )

async function measure({ name, gz, plain }, { runs }) {
  tell(`  ${name} …`)
  const file = plain ?? (await unpacked(gz))
  const lines = { plain: [], gz: [], rust: [] }
  // one after the other in each round, so that what disturbs a round disturbs all three
  for (let i = 0; i < runs; i++) {
    lines.plain.push(...(await node(work('read.mjs'), [file])))
    lines.gz.push(...(await node(work('read.mjs'), [gz])))
    if (existsSync(rust)) lines.rust.push(...(await run(rust, [file])))
  }
  // without a collection before each: that would throw compiled code away
  const warm = digest(await node(work('read.mjs'), [file, 4], { flags: [] })).get('import, warm')
  const read = digest(lines.plain).get('import')
  const peer = digest(lines.rust).get('import')
  const log = lines.plain.find(line => line.work === 'log')
  const peakMb = median(lines.plain.filter(line => line.work === 'log').map(line => line.importPeakMb))
  const mb = statSync(file).size / 1e6
  const logMb = log.bytes / 2 ** 20
  if (peer && lines.rust.find(line => line.work === 'import').note !== read.note)
    throw new Failed(`${name}: we read ${read.note}, rust4pm ${lines.rust.find(line => line.work === 'import').note}`)
  return {
    name,
    note: read.note,
    mb,
    seconds: read.seconds,
    cpu: read.cpu,
    rate: mb / read.seconds,
    warmRate: mb / warm.seconds,
    gzShare: read.seconds / digest(lines.gz).get('import').seconds,
    rustSeconds: peer?.seconds ?? null,
    faster: peer ? peer.seconds / read.seconds : null,
    peakMb,
    rustMb: peer?.peakMb ?? null,
    memoryShare: peer ? peakMb / peer.peakMb : null,
    logMb,
    limitMb: 2.5 * logMb + 200,
  }
}

export async function xes(options) {
  const logs = []
  for (const log of [await o2cXes(), ...realLogs()]) logs.push(await measure(log, options))
  return {
    figures: { logs, bareMb: bareMb() },
    sections: [
      {
        title: 'XES import',
        note: `Each reading in a fresh process (the start of Node not counted). MB are of the unpacked file; *warm* is the median of three more readings in one process; *of plain*: seconds plain / seconds packed; *log*: bytes of the log's arrays; *limit*: 2.5 × log + 200 MB. A Node process that does nothing takes ${Math.round(bareMb())} MB.`,
        head: [
          'log',
          'MB',
          'ours s',
          'of processors',
          'MB/s',
          'warm MB/s',
          '.gz of plain',
          'rust4pm s',
          'rust4pm / ours',
          'peak MB',
          'limit MB',
          'log MB',
          'rust4pm MB',
          'ours / rust4pm',
        ],
        rows: logs.map(log => [
          `${log.name} (${log.note})`,
          digits(log.mb),
          seconds(log.seconds),
          seconds(log.cpu),
          whole(log.rate),
          whole(log.warmRate),
          percent(log.gzShare),
          seconds(log.rustSeconds),
          times(log.rustSeconds, log.seconds),
          whole(log.peakMb),
          whole(log.limitMb),
          digits(log.logMb),
          whole(log.rustMb),
          percent(log.memoryShare),
        ]),
      },
    ],
  }
}
