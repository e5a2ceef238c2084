// Answers over 11 million events, and eventually-follows over 1.1 million. Cold: each in a fresh process that has the log in
// memory and has counted nothing; warm: later in the same process, by an engine that has answered nothing.
import { median, seconds } from '../parts/figures.mjs'
import { made, o2cCsv, o2cMapping, o2cStored } from '../parts/logs.mjs'
import { work } from '../parts/places.mjs'
import { Failed, node } from '../parts/run.mjs'

async function measure(log, name, runs, args = []) {
  const cold = []
  const cpu = []
  const warm = []
  let note = ''
  for (let i = 0; i < runs; i++) {
    const lines = await node(work('answer.mjs'), [log, name, 4, ...args])
    cold.push(lines[0].seconds)
    cpu.push(lines[0].cpu)
    warm.push(...lines.slice(1).map(line => line.seconds))
    note = lines[0].note
  }
  return { name, note, cold: median(cold), cpu: median(cpu), warm: median(warm) }
}

const DISTINCT = 11_000_000
export async function answers({ runs, quick }) {
  const rows = []
  const figures = {}
  const add = async (key, title, ...of) => {
    const found = await measure(...of)
    figures[key] = found
    rows.push([title, found.name, found.note, seconds(found.cold), seconds(found.cpu), seconds(found.warm)])
    return found
  }
  const small = await o2cCsv('o2c_100k', 100_000)
  const mapping = ['--mapping', o2cMapping()]
  await add('eventuallyFollows', 'o2c 100k, 1.1 million events', small, 'eventually-follows', runs, mapping)
  if (!quick) {
    const large = await o2cStored()
    await add('directlyFollows', 'o2c 1m, 11 million events', large, 'directly-follows', runs)
    await add('variants', 'o2c 1m, 11 million events', large, 'variants', runs)
    await add('quantiles', 'o2c 1m, 11 million events', large, 'arcs with times', runs)
    const different = await made('distinct', DISTINCT, 'distinct.parfocal')
    const found = await add('distinct', 'every case differs, 11 million events', different, 'variants', runs)
    if (found.note !== `${Math.ceil(DISTINCT / 11)} variants`)
      throw new Failed(`A log in which every case differs has ${found.note}.`)
  }
  return {
    figures,
    sections: [
      {
        title: 'Answers from memory',
        note: '*cold*: in a fresh process that has the log in memory and has counted nothing; *warm*: later in the same process, by an engine that has answered nothing.',
        head: ['log', 'work', 'answer', 'cold s', 'of processors', 'warm s'],
        rows,
      },
    ],
  }
}
