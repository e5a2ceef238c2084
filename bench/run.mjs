// Everything in one run: ours, pm4py, rust4pm, on the same files, one process at a time. Writes baseline.md.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..')
const shared = join(root, '..', 'shared')
const data = join(here, 'data')
const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, only: { type: 'string' }, runs: { type: 'string', default: '3' } },
})
const runs = Number(options.runs)

const python = join(here, '.venv', 'bin', 'python')
const rust = join(here, 'rust', 'target', 'release', 'bench-rust4pm')

function prepare() {
  mkdirSync(data, { recursive: true })
  if (!existsSync(join(root, 'dist', 'cli', 'main.js'))) throw new Error('Build first: npm run build')
  if (!existsSync(python)) {
    execFileSync('python3', ['-m', 'venv', join(here, '.venv')], { stdio: 'inherit' })
    execFileSync(python, ['-m', 'pip', 'install', '-q', 'pm4py', 'numpy'], { stdio: 'inherit' })
  }
  if (!existsSync(rust) && spawnSync('cargo', ['--version']).status === 0)
    spawnSync('cargo', ['build', '--release', '--quiet'], { cwd: join(here, 'rust'), stdio: 'inherit' })
  const generate = (cases, name, xes) => {
    if (existsSync(join(data, `${name}.csv`)) || !existsSync(shared)) return
    const out = [join(data, `${name}.csv`), ...(xes ? ['--xes', join(data, `${name}.xes`)] : [])]
    execFileSync(python, [join(shared, 'tools', 'gen_log.py'), String(cases), ...out], { stdio: 'inherit' })
    if (xes) execFileSync('gzip', ['-kf', '-6', join(data, `${name}.xes`)])
  }
  generate(100_000, 'o2c_100k', true)
  if (!options.quick) generate(1_000_000, 'o2c_1m', false)
  writeFileSync(
    join(data, 'o2c.mapping.json'),
    JSON.stringify({
      version: 1,
      table: { delimiter: ',', encoding: 'utf-8', header: true },
      caseId: 'case_id',
      activity: 'activity',
      complete: { columns: ['timestamp'], format: 'iso' },
      resource: 'resource',
      columns: [
        { column: 'resource', action: 'keep', scope: 'event', type: 'string' },
        { column: 'cost', action: 'keep', scope: 'event', type: 'float' },
        { column: 'region', action: 'keep', scope: 'case', type: 'string' },
      ],
      others: 'keep',
    }),
  )
}

const logs = () =>
  [
    { name: 'BPIC 2012', file: join(shared, 'data/logs/augusto-BPIC12/BPIC12.xes.gz'), kind: 'xes' },
    { name: 'Road traffic fines', file: join(shared, 'data/logs/augusto-RTFMP/RTFMP.xes.gz'), kind: 'xes' },
    { name: 'o2c 100k, XES', file: join(data, 'o2c_100k.xes'), kind: 'xes' },
    { name: 'o2c 100k, XES packed', file: join(data, 'o2c_100k.xes.gz'), kind: 'gz' },
    { name: 'o2c 100k, CSV', file: join(data, 'o2c_100k.csv'), kind: 'csv' },
    { name: 'o2c 1m, CSV', file: join(data, 'o2c_1m.csv'), kind: 'csv', large: true },
  ].filter(
    log =>
      existsSync(log.file) &&
      !(options.quick && log.large) &&
      (!options.only || options.only.split(',').includes(log.kind)),
  )

/** JSON lines of one process, and its own peak of memory. */
function run(command, args, limit = 1800) {
  const { stdout, status, signal } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: limit * 1000,
    maxBuffer: 1 << 26,
  })
  const lines = (stdout ?? '')
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line))
  if (status !== 0)
    lines.push({
      work: 'failed',
      seconds: null,
      peakMb: null,
      note: signal ? `stopped after ${limit} s` : `exit ${status}`,
    })
  return lines
}

const median = values => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length === 0 ? null : sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
function digest(lines) {
  const works = new Map()
  for (const line of lines) {
    if (line.seconds === null) continue
    const known = works.get(line.work) ?? { seconds: [], peakMb: 0, note: line.note }
    known.seconds.push(line.seconds)
    known.peakMb = Math.max(known.peakMb, line.peakMb)
    works.set(line.work, known)
  }
  return works
}

const printed = value =>
  value === null || value === undefined ? '–' : value >= 10 ? value.toFixed(1) : value.toFixed(3)
const ratio = (peer, ours) => (peer && ours ? `${(peer / ours).toFixed(1)}×` : '–')

prepare()
const sections = []
for (const log of logs()) {
  process.stderr.write(`${log.name} …\n`)
  const ours = join(here, 'ours.mjs')
  const flags = ['--expose-gc', '--max-old-space-size=16000', ours, log.file]
  // from file: a process for each run, mapping given and sniffed
  const mapped = log.kind === 'csv' ? ['--mapping', join(data, 'o2c.mapping.json')] : []
  const cold = []
  for (let i = 0; i < runs; i++)
    cold.push(...run(process.execPath, [...flags, '1', ...mapped, '--from-file', 'directly-follows']))
  const sniffed = []
  if (log.kind === 'csv')
    for (let i = 0; i < runs; i++)
      sniffed.push(...run(process.execPath, [...flags, '1', '--from-file', 'directly-follows']))
  const warm = run(process.execPath, [...flags, String(runs), ...mapped])
  const mine = { cold: digest(cold), sniffed: digest(sniffed), warm: digest(warm) }
  const pm4py = digest(run(python, ['-W', 'ignore', join(here, 'peer_pm4py.py'), log.file, String(runs)]))
  const rustLines = []
  if (log.kind !== 'csv' && existsSync(rust)) for (let i = 0; i < runs; i++) rustLines.push(...run(rust, [log.file]))
  const rusted = digest(rustLines)

  const size = statSync(log.file).size / 1e6
  const unpacked = log.file.endsWith('.gz')
    ? Number(execFileSync('sh', ['-c', `gzip -dc '${log.file}' | wc -c`], { encoding: 'utf8' })) / 1e6
    : size
  const rows = []
  const row = (work, our, peer, other) =>
    rows.push(
      `| ${work} | ${printed(our?.value)} | ${our?.peakMb ?? '–'} | ${printed(peer?.value)} | ${peer?.peakMb ?? '–'} | ${ratio(peer?.value, our?.value)} | ${printed(other?.value)} | ${other?.peakMb ?? '–'} | ${ratio(other?.value, our?.value)} |`,
    )
  const of = (map, work) => {
    const found = map.get(work)
    return found && { value: median(found.seconds), peakMb: found.peakMb, note: found.note }
  }
  const imported = of(mine.cold, 'import')
  row(log.kind === 'csv' ? 'import, mapping given' : 'import', imported, of(pm4py, 'import'), of(rusted, 'import'))
  if (log.kind === 'csv') row('import, sniffed', of(mine.sniffed, 'import'), of(pm4py, 'import'), undefined)
  for (const work of mine.warm.keys())
    if (work !== 'import') row(work, of(mine.warm, work), of(pm4py, work), of(rusted, work))
  const first = of(mine.cold, 'directly-follows')
  sections.push(
    `## ${log.name}\n\n${imported?.note ?? ''}; ${unpacked.toFixed(1)} MB unpacked${imported ? `; import ${(unpacked / imported.value).toFixed(0)} MB/s` : ''}; the first directly-follows after a cold import took ${printed(first?.value)} s.\n\n| work | ours s | MB | pm4py s | MB | ratio | rust4pm s | MB | ratio |\n|---|---|---|---|---|---|---|---|---|\n${rows.join('\n')}\n`,
  )
}

const version = execFileSync(python, ['-c', 'import pm4py; print(pm4py.__version__)'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .at(-1)
const crate = readFileSync(join(here, 'rust', 'Cargo.toml'), 'utf8').match(
  /process_mining = \{ version = "=([^"]+)"/,
)?.[1]
const machine = `${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
writeFileSync(
  join(here, 'baseline.md'),
  `# Baseline

Written by \`node bench/run.mjs\` on ${new Date().toISOString().slice(0, 10)}. Machine: ${machine}. Peers in the same run: pm4py ${version}${existsSync(rust) ? `, rust4pm (process_mining ${crate})` : ''}.
Seconds are the median of ${runs} runs (pm4py: one on more than 5 million events, and one of eventually-follows on more than half a million); MB is the peak of resident memory of the process so far; ratio is peer / ours.
*import* is measured in a fresh process each time; the other rows are from memory, with the cache emptied before each run.

${sections.join('\n')}`,
)
console.log(`wrote ${join(here, 'baseline.md')}`)
