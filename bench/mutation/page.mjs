// mutation.md out of the scores.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { machine } from '../parts/machine.mjs'

const found = ({ killed, endless }) => killed + endless
const all = counts => found(counts) + counts.survived + counts.noCoverage

/** Interval of 95 % of a share (Wilson 1927). */
export function wilson(successes, trials, z = 1.96) {
  const share = successes / trials
  const middle = share + z ** 2 / (2 * trials)
  const half = z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2))
  return [middle - half, middle + half].map(end => end / (1 + z ** 2 / trials))
}

const percent = share => `${(100 * share).toFixed(1)} %`
/** Of files with samples of several sizes each weighs by all of its mutants. */
const score = entries => {
  const weighted = count => entries.reduce((total, entry) => total + count(entry) / entry.share, 0)
  return weighted(all) === 0 ? '–' : percent(weighted(found) / weighted(all))
}
const interval = (counts, shares) =>
  shares.length === 1 && shares[0] < 1 && all(counts) > 0
    ? wilson(found(counts), all(counts)).map(percent).join(' to ')
    : ''

const sum = entries => {
  const total = { killed: 0, endless: 0, survived: 0, noCoverage: 0, undecided: 0 }
  for (const entry of entries) for (const key of Object.keys(total)) total[key] += entry[key]
  return total
}

const row = (name, entries) => {
  const counts = sum(entries)
  const before = entries.map(entry => (entry.before ? { ...entry.before, share: entry.share } : entry))
  const shares = [...new Set(entries.map(({ share }) => share))].sort()
  const cells = [
    entries.some(({ isFew }) => isFew) ? `${name} \\*` : name,
    shares.map(share => (share === 1 ? 'all' : `${Math.round(100 * share)} %`)).join(', '),
    all(counts),
    counts.killed,
    counts.endless,
    counts.survived,
    counts.noCoverage,
    counts.undecided,
    entries.some(entry => entry.before) ? score(before) : '',
    score(entries),
    interval(counts, shares),
  ]
  return `| ${cells.join(' | ')} |`
}

const head =
  first => `| ${first} | sample | mutants | killed | endless | survived | not run | undecided | before | score | 95 % |
|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---|`

const versionOf = name => {
  const places = [
    join(import.meta.dirname, 'node_modules', name),
    join(import.meta.dirname, '..', '..', 'node_modules', name),
  ]
  const path = places.map(place => join(place, 'package.json')).find(existsSync)
  return path ? JSON.parse(readFileSync(path, 'utf8')).version : '?'
}

export function page(scores) {
  const entries = Object.entries(scores)
  const by = nameOf => {
    const groups = new Map()
    for (const [file, entry] of entries) {
      const name = nameOf(file)
      groups.set(name, [...(groups.get(name) ?? []), entry])
    }
    return [...groups].map(([name, of]) => row(name, of))
  }
  const dates = entries.map(([, { date }]) => date).sort()
  const versions = ['@stryker-mutator/core', 'vitest', 'fast-check'].map(name => `${name} ${versionOf(name)}`)
  return `# Mutation testing

What share of the mutants, the small faults that a tool puts into the code one at a time, the unit tests notice. Written by \`node bench/mutation/run.mjs\`;
how to read and repeat it stands in [mutation/README.md](mutation/README.md). Runs of ${[...new Set([dates[0], dates.at(-1)])].join(' to ')}; ${versions.join(', ')}; ${machine()}.

Score: what tests killed, and what ran in circles until it was ended (_endless_), of all mutants whose end is known. _Not run_: no test comes there. _Undecided_:
the clock ended them, which may be the machine's fault; they are not in the score. _Before_: the score of the same sample before tests were added; empty
where it was not tried again, and what was not reached yet counts as it did before. \\*: tried by the tests of its own alone, so that the score is a lower bound.
_95 %_: Wilson's interval, where samples of one size were tried; where sizes differ, files weigh by all of their mutants.

${head('room')}
${by(file => file.split('/').slice(0, 2).join('/')).join('\n')}

${head('folder')}
${by(file => dirname(file)).join('\n')}

${head('file')}
${by(file => file.replace('src/', '')).join('\n')}
`
}
