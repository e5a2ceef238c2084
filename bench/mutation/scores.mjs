// What was found of mutants, by file: kept in scores.json, shown in ../mutation.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { page } from './page.mjs'
import { answersIn, isEndless, isFound, sampled } from './sample.mjs'

const memo = join(import.meta.dirname, 'scores.json')

const countsOf = answers => {
  const count = is => answers.filter(is).length
  return {
    killed: count(({ status }) => status === 'Killed'),
    endless: count(isEndless),
    survived: count(({ status }) => status === 'Survived'),
    noCoverage: count(({ status }) => status === 'NoCoverage'),
    undecided: count(answer => answer.status === 'Timeout' && !isEndless(answer)),
  }
}

/** Keeps the scores of a group's files; after `again` with what was known before, the first time. `isFew`: not all tests were tried. */
export function keep({ files }, lines, { share, again, isFew }) {
  const scores = existsSync(memo) ? JSON.parse(readFileSync(memo, 'utf8')) : {}
  // what an earlier run with a larger sample found does not count: a sample is one of all files alike
  const answers = answersIn(lines).filter(({ key }) => sampled(key, share))
  const date = new Date().toISOString().slice(0, 10)
  for (const file of files) {
    const counts = countsOf(answers.filter(answer => answer.file === file))
    const old = scores[file]
    const before = old?.before ?? (again && old ? countsOnly(old) : undefined)
    scores[file] = { date, share, ...counts, ...(before ? { before } : {}), ...(isFew ? { isFew } : {}) }
  }
  const sorted = Object.fromEntries(Object.entries(scores).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(memo, `${JSON.stringify(sorted, null, 2)}\n`)
  writeFileSync(join(import.meta.dirname, '..', 'mutation.md'), page(sorted))
}

const countsOnly = ({ killed, endless, survived, noCoverage, undecided }) => ({
  killed,
  endless,
  survived,
  noCoverage,
  undecided,
})

/** The mutants that no test noticed, with the line that each changes. */
export function survivors(lines, files) {
  const texts = new Map(files.map(file => [file, readFileSync(file, 'utf8').split('\n')]))
  return answersIn(lines)
    .filter(answer => !isFound(answer) && texts.has(answer.file))
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.location.start.line - b.location.start.line))
    .map(({ file, status, mutatorName, replacement, location: { start, end } }) => {
      const line = texts.get(file)[start.line - 1]
      const text =
        end.line === start.line ? line.slice(start.column - 1, end.column - 1) : `${line.slice(start.column - 1)} …`
      const written = replacement.replaceAll(/\s+/g, ' ').slice(0, 120)
      return `${file}:${start.line}:${start.column} ${status} ${mutatorName}\n    ${line.trim()}\n    ${text}  ->  ${written}\n`
    })
    .join('')
}
