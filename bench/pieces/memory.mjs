// Bytes an event: what of a log lies in memory once it has answered what a map asks.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { digits } from '../parts/figures.mjs'
import { o2cCsv, o2cMapping, sampleCsv } from '../parts/logs.mjs'
import { cli, data, work } from '../parts/places.mjs'
import { node, run } from '../parts/run.mjs'

async function measure(title, csv, mapping) {
  const args = mapping ? ['--mapping', mapping] : []
  const folder = join(data, 'memory.parfocal')
  await run(process.execPath, [cli, 'import', csv, folder, ...args, '--quiet', '--force'])
  const [stored] = await node(work('resident.mjs'), [folder])
  const [imported] = await node(work('resident.mjs'), [csv, ...args])
  rmSync(folder, { recursive: true })
  return [
    { title, state: 'stored, opened', ...stored },
    { title, state: 'just imported', ...imported },
  ].map(one => ({
    ...one,
    columns: (one.activity + one.complete + one.start + one.ordinal + one.borders) / one.events,
  }))
}

export async function memory() {
  const without = await measure('without start', await o2cCsv('o2c_100k', 100_000), o2cMapping())
  const having = await measure('with start', await sampleCsv(120_000), null)
  const per = (one, bytes) => digits(bytes / one.events, 2)
  return {
    figures: {
      without: { stored: without[0].columns, imported: without[1].columns },
      having: { stored: having[0].columns, imported: having[1].columns },
    },
    sections: [
      {
        title: 'Memory',
        note: 'Bytes an event. *columns*: what the engine counts on, byte lengths of the arrays: activity, complete, start, input position (a stored log reads it only when asked) and the borders of cases; *held*: growth of the ArrayBuffers of the process after a collection, with what the engine remembers of activities, variants, arcs and their quantiles (some 24 bytes a case), less attributes and case ids.',
        head: [
          'log',
          'events',
          'state',
          'activity',
          'complete',
          'start',
          'input position',
          'borders',
          'columns',
          'held',
          'attributes',
          'case ids',
        ],
        rows: [...without, ...having].map(one => [
          one.title,
          String(one.events),
          one.state,
          ...['activity', 'complete', 'start', 'ordinal', 'borders'].map(name => per(one, one[name])),
          digits(one.columns, 2),
          per(one, one.withoutAttributes),
          per(one, one.attributes),
          per(one, one.caseIds),
        ]),
      },
    ],
  }
}
