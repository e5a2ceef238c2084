// Measures what the table of targets names, piece by piece, and writes baseline.md; see README.md.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { machine, others } from './parts/machine.mjs'
import { peers, prepare } from './parts/peers.mjs'
import { bench, cli, data, results } from './parts/places.mjs'
import { tell } from './parts/run.mjs'
import { answers } from './pieces/answers.mjs'
import { besidePeers } from './pieces/beside-peers.mjs'
import { browser } from './pieces/browser.mjs'
import { csv } from './pieces/csv.mjs'
import { hundredMillion } from './pieces/hundred-million.mjs'
import { memory } from './pieces/memory.mjs'
import { models } from './pieces/models.mjs'
import { stored } from './pieces/stored.mjs'
import { xes } from './pieces/xes.mjs'
import { baseline } from './report.mjs'

/** In the order in which they run and are shown. `heavy`: left out by --quick. `peers`: in whose run peers take part. */
const pieces = [
  { name: 'xes', run: xes, peers: ['rust4pm'] },
  { name: 'csv', run: csv },
  { name: 'answers', run: answers },
  { name: 'stored', run: stored, heavy: true },
  { name: 'memory', run: memory },
  { name: 'browser', run: browser, heavy: true },
  { name: 'hundred-million', run: hundredMillion, heavy: true },
  { name: 'models', run: models, peers: ['pm4py'] },
  { name: 'peers', run: besidePeers, peers: ['pm4py', 'rust4pm'] },
]
const names = pieces.map(({ name }) => name)

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    skip: { type: 'string', default: '' },
    runs: { type: 'string', default: '5' },
    cases: { type: 'string' },
    keep: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
  },
})
const listed = text => text.split(',').filter(Boolean)
const unknown = [...listed(options.only ?? ''), ...listed(options.skip)].filter(name => !names.includes(name))
const runs = Number(options.runs)
if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
  console.error(`Unknown: ${unknown.join(', ') || `--runs ${options.runs}`}. Pieces: ${names.join(', ')}.`)
  process.exit(2)
}
if (!existsSync(cli)) {
  console.error('Build first: npm run build')
  process.exit(2)
}
const wanted = pieces.filter(
  ({ name, heavy }) =>
    (options.only === undefined ? !(options.quick && heavy) : listed(options.only).includes(name)) &&
    !listed(options.skip).includes(name),
)
const settings = {
  runs,
  quick: options.quick,
  keep: options.keep,
  ...(options.cases ? { cases: Number(options.cases) } : {}),
}

/** What was found before, by piece: a run of some pieces leaves the others as they were. */
const memo = join(bench, 'baseline.json')
const found = existsSync(memo) ? JSON.parse(readFileSync(memo, 'utf8')) : {}
function write() {
  if (options['dry-run']) return
  const ordered = Object.fromEntries(names.filter(name => found[name]).map(name => [name, found[name]]))
  writeFileSync(memo, `${JSON.stringify(ordered, null, 1)}\n`)
  writeFileSync(join(bench, 'baseline.md'), baseline(ordered))
}

async function measure(piece) {
  tell(`${piece.name} …`)
  const start = performance.now()
  const busy = others()
  let result
  try {
    result = await piece.run(settings)
  } catch (error) {
    tell(`${piece.name} failed: ${error.stack}`)
    result = { failed: error.message }
  }
  const took = Math.round((performance.now() - start) / 1000)
  const who = peers().filter(peer => piece.peers?.some(name => peer.startsWith(name)))
  const stamp = {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    runs,
    peers: who,
    othersBusy: busy(),
  }
  // what a piece found before outlives its failing, which is told beside it
  const before = found[piece.name]
  if (result.failed && before?.sections) found[piece.name] = { ...before, again: `${stamp.date}: ${result.failed}` }
  else found[piece.name] = { ...stamp, ...result }
  tell(
    `${piece.name}: ${result.failed ? 'failed' : 'done'} in ${took} s, others kept ${stamp.othersBusy ?? '?'} cores busy`,
  )
  write()
  if (options['dry-run'] && result.sections) console.log(baseline({ [piece.name]: found[piece.name] }))
  return !result.failed
}

mkdirSync(data, { recursive: true })
mkdirSync(results, { recursive: true })
rmSync(join(results, 'run.log'), { force: true })
await prepare({ pm4py: wanted.some(({ peers }) => peers?.includes('pm4py')) })
const failed = []
for (const piece of wanted) if (!(await measure(piece))) failed.push(piece.name)
tell(failed.length === 0 ? 'all done' : `failed: ${failed.join(', ')} (see ${join(results, 'run.log')})`)
process.exit(failed.length === 0 ? 0 : 1)
