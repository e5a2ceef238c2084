// The web app in Chromium with a million events open, read and asked in the browser itself: what a person waits for.
import { existsSync } from 'node:fs'
import { digits, median, quantile, whole } from '../parts/figures.mjs'
import { made, o2cXes } from '../parts/logs.mjs'
import { work } from '../parts/places.mjs'
import { Failed, node, tell } from '../parts/run.mjs'

/** Reactions of one log by work: the median until shown, and until all is at rest. */
function reactions(lines) {
  const works = new Map()
  for (const line of lines) {
    const known = works.get(line.work) ?? { work: line.work, shown: [], rested: [], nodes: line.nodes }
    known.shown.push(line.shown)
    if (line.rested !== undefined) known.rested.push(line.rested)
    works.set(line.work, known)
  }
  return new Map(
    [...works].map(([name, { nodes, shown, rested }]) => [
      name,
      { nodes, runs: shown.length, shown: median(shown), rested: median(rested) },
    ]),
  )
}

const titles = {
  'first map': 'first map, from when the file is read',
  'all activities': 'all activities at once, a new layout',
  'one activity': 'one activity only',
  filter: 'a filter: cases with an activity',
  'activities, one less': 'activities slider, one less',
  'activities, one more': 'activities slider, one more',
  'all paths': 'all paths at once, a new layout',
  'paths, one step less': 'paths slider, one step less',
  'paths, one step more': 'paths slider, one step more',
}

async function used(name, file, runs) {
  tell(`  ${name} …`)
  const options = { limit: 1200, flags: [] }
  const first = await node(work('browser.mjs'), ['first', file, Math.min(runs, 5)], options)
  return { name, found: reactions([...first, ...(await node(work('browser.mjs'), ['use', file, runs], options))]) }
}

/** Work a frame while panning: over the frames of all runs. */
function panned(lines) {
  const states = [...new Set(lines.map(line => line.work))]
  return states.map(state => {
    const of = lines.filter(line => line.work === state)
    const all = name => of.flatMap(line => line[name])
    return {
      state,
      nodes: of[0].nodes,
      arcs: of[0].arcs,
      frames: all('wall').length,
      wall: quantile(all('wall'), 0.95),
      cpu: quantile(all('cpu'), 0.95),
      half: quantile(all('wall'), 0.5),
      longest: Math.max(...of.map(line => line.longest)),
    }
  })
}

export async function browser({ runs }) {
  if (!existsSync(process.env['PARFOCAL_CHROMIUM'] ?? '/usr/bin/chromium'))
    throw new Failed('There is no Chromium: install it, or name it in PARFOCAL_CHROMIUM.')
  const wideFile = await made('wide', 1_000_000, 'wide_1m.xes.gz')
  const o2c = await used('o2c 100k, 1.1 million events, 15 activities', (await o2cXes()).gz, runs)
  const wide = await used('wide, 1 million events, 100 activities', wideFile, runs)
  tell('  panning …')
  const pans = panned(await node(work('browser.mjs'), ['pan', wideFile, Math.min(runs, 3)], { limit: 600, flags: [] }))
  const of = ({ found }, name, what = 'shown') => found.get(name)?.[what] ?? null
  const worst = (a, b) => (a === null || b === null ? (a ?? b) : Math.max(a, b))
  return {
    figures: {
      firstMap: worst(of(o2c, 'first map'), of(wide, 'first map')),
      newNumbers: of(o2c, 'filter'),
      newNumbersWide: of(wide, 'filter'),
      newLayout: of(o2c, 'all activities', 'rested'),
      newLayoutWide: of(wide, 'all activities', 'rested'),
      activitiesStep: worst(of(o2c, 'activities, one less'), of(wide, 'activities, one less')),
      pathsStep: worst(of(o2c, 'paths, one step less'), of(wide, 'paths, one step less')),
      panning: Math.max(...pans.map(({ wall }) => wall)),
    },
    sections: [
      {
        title: 'Browser',
        note: 'Chromium without a window, 1280 × 800, software drawing; the packed XES file is opened by the button and read by the worker of the page. *shown*: from the time stamp of the input event (or from when the file is read) to the end of the first frame that shows new numbers, nodes or arcs on the map; *at rest*: until nothing is counted or laid out any more. Each filter and each step of the activities slider downwards is new to the engine. Steps upwards need a new layout where an activity or path has no place yet.',
        head: ['log', 'work', 'nodes', 'times', 'shown ms', 'at rest ms'],
        rows: [o2c, wide].flatMap(({ name, found }) =>
          [...found].map(([key, one]) => [
            name,
            titles[key] ?? key,
            String(one.nodes),
            String(one.runs),
            whole(one.shown),
            whole(one.rested),
          ]),
        ),
      },
      {
        title: 'Panning',
        note: 'The map of the wide log dragged in circles for some seconds, a move every 16.7 ms, under a trace of Chromium: the tasks of the main thread of the page, summed up from frame to frame (`RunTask` between `BeginFrame`s), by the clock and by the processor.',
        head: ['picture', 'nodes', 'arcs', 'frames', 'median ms', 'p95 ms', 'p95 ms of processor', 'longest task ms'],
        rows: pans.map(({ state, nodes, arcs, frames, half, wall, cpu, longest }) => [
          state,
          String(nodes),
          String(arcs),
          String(frames),
          digits(half, 2),
          digits(wall, 2),
          digits(cpu, 2),
          digits(longest),
        ]),
      },
    ],
  }
}
