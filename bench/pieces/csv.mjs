// CSV import: 1.1 million events with the mapping given, and sniffed.
import { digest, seconds, whole } from '../parts/figures.mjs'
import { o2cCsv, o2cMapping } from '../parts/logs.mjs'
import { work } from '../parts/places.mjs'
import { node } from '../parts/run.mjs'

export async function csv({ runs }) {
  const file = await o2cCsv('o2c_100k', 100_000)
  const given = []
  const sniffed = []
  for (let i = 0; i < runs; i++) {
    given.push(...(await node(work('read.mjs'), [file, 1, '--mapping', o2cMapping()])))
    sniffed.push(...(await node(work('read.mjs'), [file])))
  }
  const [a, b] = [digest(given).get('import'), digest(sniffed).get('import')]
  return {
    figures: { given: a.seconds, sniffed: b.seconds },
    sections: [
      {
        title: 'CSV import',
        note: `${a.note}, in a fresh process each time.`,
        head: ['columns', 'ours s', 'of processors', 'peak MB'],
        rows: [
          ['mapping given', seconds(a.seconds), seconds(a.cpu), whole(a.peakMb)],
          ['sniffed', seconds(b.seconds), seconds(b.cpu), whole(b.peakMb)],
        ],
      },
    ],
  }
}
