// Miners, replay, alignments and precision, beside pm4py on the same logs and the same nets.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { digest, seconds, times, whole } from '../parts/figures.mjs'
import { netOf, o2cCsv, o2cMapping, realLogs, receipt } from '../parts/logs.mjs'
import { bench, python, shared, work } from '../parts/places.mjs'
import { node, run, tell } from '../parts/run.mjs'

const MINERS = ['IM', 'IMf 0.2', 'Split Miner', 'heuristics', 'Declare', 'temporal profile']
const CHECKS = ['token replay', 'ETC precision', 'alignments']
const EDITED = 'alignments of edited variants'
/** A work of the peer is stopped after so many seconds. */
const PATIENCE = 40
const PEER_LACKS = ['Split Miner', EDITED]

/** `net`: the stored net, IMf 0.2; where there is none it is mined by ours, and both read that. `peer`: what of it the peer does. */
const plans = ({ quick }) => [
  { log: 'Receipt', net: 'receipt', works: [...MINERS, ...CHECKS] },
  { log: 'Road traffic fines', net: 'rtfmp', works: [...MINERS, ...CHECKS] },
  { log: 'Sepsis', net: 'sepsis', works: [...MINERS, ...CHECKS] },
  { log: 'BPIC 2012', net: 'bpic2012', works: [...MINERS, ...CHECKS, EDITED] },
  { log: 'BPIC 2014', net: null, works: ['token replay'], peer: false },
  ...(quick ? [] : [{ log: 'o2c 100k', net: null, works: [...MINERS, ...CHECKS] }]),
]

/** Logs, nets and stopping times of each plan that can be measured here. */
async function prepared(options) {
  const real = [receipt, ...realLogs()].filter(({ gz }) => existsSync(gz))
  const found = []
  for (const plan of plans(options)) {
    const mapped = plan.log === 'o2c 100k'
    const file = mapped ? await o2cCsv('o2c_100k', 100_000) : real.find(({ name }) => name === plan.log)?.gz
    if (file === undefined) continue
    const mapping = mapped ? ['--mapping', o2cMapping()] : []
    const stored = join(shared, 'oracle', 'models', `${plan.net}.IMf_0.2.pnml`)
    found.push({ ...plan, file, mapping, net: plan.net && existsSync(stored) ? stored : await netOf(file, mapping) })
  }
  return found
}

async function theirs({ file, net, works, peer }) {
  if (peer === false || !existsSync(python)) return digest([])
  const names = works.filter(one => !PEER_LACKS.includes(one)).join(',')
  const args = ['-W', 'ignore', join(bench, 'peer_models.py'), file, net, String(PATIENCE), names]
  try {
    return digest(await run(python, args, { env: { PYTHONHASHSEED: '0' } }))
  } catch (error) {
    tell(`  ${error.message}`)
    return digest([])
  }
}

async function measured(plan, { runs }) {
  tell(`  ${plan.log} …`)
  const lines = []
  for (let i = 0; i < runs; i++)
    for (const name of plan.works)
      lines.push(...(await node(work('models.mjs'), [plan.file, 1, name, '--net', plan.net, ...plan.mapping])))
  const ours = digest(lines)
  const peer = await theirs(plan)
  const rows = plan.works.map(name => {
    const [a, b] = [ours.get(name), peer.get(name)]
    const stopped = b?.note === 'stopped'
    const told = stopped ? `stopped at ${PATIENCE}` : seconds(b?.seconds)
    const ratio = stopped ? `> ${times(b.seconds, a.seconds)}` : times(b?.seconds, a.seconds)
    return [
      name,
      seconds(a.seconds),
      seconds(a.cpu),
      whole(a.peakMb),
      a.note,
      told,
      seconds(b?.cpu),
      whole(b?.peakMb),
      ratio,
      stopped ? '' : (b?.note ?? ''),
    ]
  })
  return {
    figures: Object.fromEntries(
      [...ours].map(([name, one]) => [name, { seconds: one.seconds, cpu: one.cpu, note: one.note }]),
    ),
    section: {
      title: `Models: ${plan.log}`,
      note: `From the log in memory; each work of ours in a fresh process, those of the peer one after the other in one. Replay, precision and alignments on ${plan.net.includes('oracle') ? "the peer's own net of IMf 0.2" : 'the net that IMf 0.2 of ours finds'}.`,
      head: ['work', 'ours s', 'of processors', 'MB', 'answer', 'pm4py s', 'of processors', 'MB', 'ratio', 'answer'],
      rows,
    },
  }
}

export async function models(options) {
  const figures = {}
  const sections = []
  for (const plan of await prepared(options)) {
    const found = await measured(plan, options)
    figures[plan.log] = found.figures
    sections.push(found.section)
  }
  return { figures, sections }
}
