// What must be fast: each target with what was measured of it. `measured` gives null where its piece has not run.
import { digits, percent, seconds, whole } from './parts/figures.mjs'

const least = (list, of) => list.reduce((a, b) => (of(b) < of(a) ? b : a))
const most = (list, of) => least(list, one => -of(one))
const at = ({ name }, text) => `${text} (${name})`

const row = (piece, work, target, measure) => ({ piece, work, target, measure })
const atMost = (piece, work, limit, unit, of, print = seconds) =>
  row(piece, work, `≤ ${limit} ${unit}`, figures => {
    const value = of(figures)
    return value === undefined || value === null ? null : { text: `${print(value)} ${unit}`, met: value <= limit }
  })

const compared = ({ logs }) => logs.filter(log => log.faster !== null)
const xes = [
  row('xes', 'XES import, o2c 100k', '≥ 110 MB/s', ({ logs }) => {
    const log = logs.find(({ name }) => name === 'o2c 100k')
    return { text: `${whole(log.rate)} MB/s`, met: log.rate >= 110 }
  }),
  row('xes', 'XES import, every log', '≥ 80 MB/s', ({ logs }) => {
    const log = least(logs, ({ rate }) => rate)
    return { text: at(log, `slowest ${whole(log.rate)} MB/s`), met: log.rate >= 80 }
  }),
  row('xes', 'XES import, packed', '≥ 85 % of plain', ({ logs }) => {
    const log = least(logs, ({ gzShare }) => gzShare)
    const o2c = logs.find(({ name }) => name === 'o2c 100k')
    return {
      text: `${at(log, `least ${percent(log.gzShare)}`)}; o2c 100k ${percent(o2c.gzShare)}`,
      met: log.gzShare >= 0.85,
    }
  }),
  row('xes', 'XES import beside rust4pm', 'faster', figures => {
    const logs = compared(figures)
    if (logs.length === 0) return null
    const log = least(logs, ({ faster }) => faster)
    return { text: at(log, `at least ${digits(log.faster)}×`), met: log.faster > 1 }
  }),
  row('xes', 'XES import, memory beside rust4pm', '≤ 20 %', figures => {
    const logs = compared(figures)
    if (logs.length === 0) return null
    const log = most(logs, ({ memoryShare }) => memoryShare)
    const largest = most(logs, ({ mb }) => mb)
    const bare = `${whole(figures.bareMb)} MB of it a Node process that does nothing`
    return {
      text: `${at(log, `at most ${percent(log.memoryShare)}`)}; ${at(largest, percent(largest.memoryShare))}; ${bare}`,
      met: log.memoryShare <= 0.2,
    }
  }),
  row('xes', 'XES import, peak memory', '≤ 2.5 × log + 200 MB', ({ logs }) => {
    const log = most(logs, one => one.peakMb / one.limitMb)
    return { text: at(log, `at most ${whole(log.peakMb)} of ${whole(log.limitMb)} MB`), met: log.peakMb <= log.limitMb }
  }),
]

const bytes = (work, limit, of) => [
  atMost(
    'memory',
    `memory, ${work}, stored log opened`,
    limit,
    'bytes an event',
    f => of(f).stored,
    value => digits(value),
  ),
  atMost(
    'memory',
    `memory, ${work}, just imported`,
    limit,
    'bytes an event',
    f => of(f).imported,
    value => digits(value),
  ),
]

const browser = [
  ['first map', 1000, 'firstMap'],
  ['new numbers on the standing layout after a filter change', 150, 'newNumbers'],
  ['the same, 100 activities drawn', 150, 'newNumbersWide'],
  ['new layout from the worker', 1500, 'newLayout'],
  ['the same, 100 activities drawn', 1500, 'newLayoutWide'],
  ['activities slider, one step', 100, 'activitiesStep'],
  ['paths slider, one step', 100, 'pathsStep'],
  ['main thread, p95 of a frame while panning with 100 nodes', 8, 'panning', value => digits(value)],
].map(([work, limit, key, print = whole]) =>
  atMost('browser', `browser, 1 million events: ${work}`, limit, 'ms', figures => figures[key], print),
)

const model = (log, work, limit, title = `${work}, ${log}`) =>
  row('models', title, `≤ ${limit} s`, figures => {
    const found = figures[log]?.[work]
    return found
      ? {
          text: `${seconds(found.seconds)} s (${seconds(found.cpu)} of processors): ${found.note}`,
          met: found.seconds <= limit,
        }
      : null
  })
const models = [
  model('BPIC 2012', 'IM', 1),
  model('BPIC 2012', 'IMf 0.2', 1),
  model('o2c 100k', 'heuristics', 0.1, 'heuristics miner, 1.1 million events'),
  model('BPIC 2012', 'token replay', 0.5),
  model('BPIC 2014', 'token replay', 1),
  model('Receipt', 'alignments', 0.5),
  model('BPIC 2012', 'alignments', 30),
  model('BPIC 2012', 'alignments of edited variants', 5, 'alignments, 200 variants of BPIC 2012 with four edits each'),
  row('models', 'alignments, Sepsis', 'ends, or is bounded', figures => {
    const found = figures.Sepsis?.alignments
    return found ? { text: `${seconds(found.seconds)} s: ${found.note}`, met: true } : null
  }),
  model('BPIC 2012', 'ETC precision', 1),
  model('o2c 100k', 'temporal profile', 0.5, 'temporal profile, 1.1 million events'),
  model('o2c 100k', 'Declare', 5, 'Declare, 1.1 million events'),
]

export const targets = [
  ...xes,
  atMost('csv', 'CSV import, 1.1 million events, mapping given', 1.5, 's', ({ given }) => given),
  atMost('csv', 'CSV import, 1.1 million events, sniffed', 2.5, 's', ({ sniffed }) => sniffed),
  atMost('answers', 'directly-follows with mean wait, 11 million events', 0.2, 's', f => f.directlyFollows?.cold),
  atMost('answers', 'variants, 11 million events', 0.2, 's', f => f.variants?.cold),
  atMost('answers', 'variants, 11 million events, every case differs', 0.8, 's', f => f.distinct?.cold),
  atMost('answers', 'arcs with median and p90, 11 million events', 1, 's', f => f.quantiles?.cold),
  atMost('answers', 'eventually-follows, 1.1 million events', 0.2, 's', f => f.eventuallyFollows?.cold),
  ...[
    ['all activities and arcs', 'all'],
    ['as the page opens it, on the happy path', 'happy'],
  ].map(([what, key]) =>
    atMost('stored', `first map data of a stored log, 11 million events: ${what}`, 0.4, 's', f => f[key]),
  ),
  ...bytes('without start', 16, f => f.without),
  ...bytes('with start', 24, f => f.having),
  atMost('hundred-million', '100 million events: import', 180, 's', f => f.import),
  row('hundred-million', '100 million events: any answer', '≤ 2 s', ({ slowest }) => ({
    text: at(slowest, `slowest ${seconds(slowest.seconds)} s`),
    met: slowest.seconds <= 2,
  })),
  atMost('hundred-million', '100 million events: arcs with median and p90', 8, 's', f => f.quantiles),
  atMost(
    'hundred-million',
    '100 million events: peak memory',
    8,
    'GB',
    f => f.peakMb / 1000,
    value => digits(value, 2),
  ),
  ...browser,
  ...models,
]
