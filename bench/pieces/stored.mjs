// The data of the first map of a stored log of 11 million events: a fresh process opens the folder.
import { createReadStream, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { digits, median, seconds, whole } from '../parts/figures.mjs'
import { o2cStored } from '../parts/logs.mjs'
import { cli, work } from '../parts/places.mjs'
import { node, run } from '../parts/run.mjs'

/** Reads the files once, so that they lie in the cache of the disk. */
async function warm(folder) {
  for (const name of readdirSync(folder)) for await (const _ of createReadStream(join(folder, name)));
}

const titles = { happy: 'as the map page opens it, on the happy path', all: 'all activities and arcs' }
function section(kind, lines) {
  const names = lines[0].stages.map(({ name }) => name)
  const of = (name, what) => median(lines.map(({ stages }) => stages.find(stage => stage.name === name)[what]))
  const row = (title, what) => [title, ...names.map(name => whole(of(name, what)))]
  return {
    title: `First map of a stored log, ${titles[kind]}`,
    note: `o2c 1m, 11 million events; the files lie in the cache of the disk, the process is fresh; counted from when the program is loaded. ${lines[0].note}; ${digits(lines[0].bytesRead / 1e6)} MB of columns read; peak ${whole(median(lines.map(line => line.peakMb)))} MB.`,
    head: ['ms', ...names],
    rows: [row('by the clock', 'clock'), row('of processors', 'cpu')],
    together: of('together', 'clock') / 1000,
  }
}

export async function stored({ runs }) {
  const folder = await o2cStored()
  await warm(folder)
  const lines = { happy: [], all: [] }
  const command = []
  for (let i = 0; i < runs; i++) {
    for (const kind of ['happy', 'all']) lines[kind].push(...(await node(work('first-map.mjs'), [folder, kind])))
    const start = performance.now()
    await run(process.execPath, [cli, 'map', folder, '--json', '--happy-path', '--quiet'])
    command.push((performance.now() - start) / 1000)
  }
  const happy = section('happy', lines.happy)
  const all = section('all', lines.all)
  happy.note += ` \`parfocal map --happy-path --json\`, which also starts Node and counts medians, took ${seconds(median(command))} s.`
  return { figures: { happy: happy.together, all: all.together }, sections: [happy, all] }
}
