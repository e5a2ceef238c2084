// Breaks the code of rooms on purpose, one mutant at a time, and writes which the tests notice; see README.md.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { keep, survivors } from './scores.mjs'

const here = import.meta.dirname
const lines = join(here, '..', 'results', 'mutation')
process.chdir(join(here, '..', '..'))

/** A room, and the tests beyond its own that check it. */
const rooms = [
  {
    path: 'src/conformance',
    tests: [
      'src/conformance/**/*.test.ts',
      'src/discovery/{log-skeleton,temporal-profile}.test.ts',
      'src/analyses/conformance.test.ts',
    ],
  },
  { path: 'src/discovery', tests: ['src/discovery/**/*.test.ts'] },
]

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    share: { type: 'string', default: '1' },
    tests: { type: 'string', default: '' },
    again: { type: 'boolean', default: false },
    survivors: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
  },
})
const share = Number(options.share)
const only = options.only.split(',').filter(Boolean)
const fewTests = options.tests.split(',').filter(Boolean)

const isMutated = name =>
  /\.ts$/.test(name) && !/\.(test|bench|fixture|contract)\.ts$/.test(name) && name !== 'index.ts'

/** One folder a run: `{ folder, files, tests }`, files in the order of their names. */
function groups() {
  const found = []
  const walk = (folder, tests) => {
    const entries = readdirSync(folder).sort()
    const files = entries.filter(isMutated).map(name => `${folder}/${name}`)
    const chosen = files.filter(
      file => only.length === 0 || only.some(path => file === path || file.startsWith(`${path}/`)),
    )
    if (chosen.length > 0) found.push({ folder, files: chosen, tests })
    for (const name of entries) if (statSync(join(folder, name)).isDirectory()) walk(`${folder}/${name}`, tests)
  }
  for (const { path, tests } of rooms) walk(path, fewTests.length > 0 ? fewTests : tests)
  return found
}

/** The folder's answers, a line a mutant. */
const linesOf = ({ folder }) => join(lines, `${folder.replaceAll('/', '-')}.jsonl`)

const settings = ({ files }) => ({
  testRunner: 'vitest',
  plugins: [join(here, 'node_modules/@stryker-mutator/vitest-runner/dist/src/index.js'), join(here, 'plugin.mjs')],
  vitest: { configFile: 'bench/mutation/vitest.config.mjs', related: true },
  checkers: ['sample'],
  reporters: ['lines'],
  mutate: files,
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 1,
  // endless loops are ended by a count of their rounds; the clock is for what is left
  timeoutMS: 60_000,
  dryRunTimeoutMinutes: 20,
  allowEmpty: true,
  // the copy that is broken lies elsewhere: tests of data beside the project are skipped there, as they are for whoever has not got it
  tempDirName: join(tmpdir(), 'parfocal-mutation'),
  ignorePatterns: [
    '/*',
    '!/src',
    '!/test',
    '!/samples',
    '!/package.json',
    '!/tsconfig*.json',
    '!/bench',
    '/bench/*',
    '!/bench/mutation',
  ],
  logLevel: 'warn',
})

async function run(group) {
  const { tests } = group
  process.env.PARFOCAL_MUTATION = JSON.stringify({ share, lines: linesOf(group), again: options.again, tests })
  const { Stryker } = await import('@stryker-mutator/core')
  await new Stryker(settings(group)).runMutationTest()
}

const chosen = groups()
if (chosen.length === 0 || !(share > 0 && share <= 1)) {
  console.error(`Nothing to do: --only ${options.only || '(all)'} --share ${options.share} (above 0, at most 1).`)
  process.exit(2)
}
if (options.survivors) {
  for (const group of chosen) process.stdout.write(survivors(linesOf(group), group.files))
  process.exit(0)
}
if (options.report) {
  for (const group of chosen) keep(group, linesOf(group), { share, again: options.again, isFew: fewTests.length > 0 })
  process.exit(0)
}
if (!existsSync(join(here, 'node_modules'))) execFileSync('npm', ['ci', '--silent'], { cwd: here, stdio: 'inherit' })
mkdirSync(lines, { recursive: true })
for (const group of chosen) {
  const start = performance.now()
  console.error(`${group.folder}: ${group.files.length} files …`)
  await run(group)
  keep(group, linesOf(group), { share, again: options.again, isFew: fewTests.length > 0 })
  console.error(`${group.folder}: ${Math.round((performance.now() - start) / 1000)} s`)
}
