import { assert, FormatError } from '../../base/errors.ts'
import type { Problems } from '../../log/problems.ts'
import type { DirectlyFollowsGraph } from '../../model/directly-follows-graph.ts'
import type { ModelFormat } from './model-format.ts'

/**
 * The text file of pm4py: the number of activities and their names, one a line; the number of start activities and
 * `index x frequency` for each; the same for end activities; then `index > index x frequency` for each arc.
 */
export const dfgText: ModelFormat = {
  id: 'dfg',
  title: 'directly-follows graph (pm4py)',
  extensions: ['dfg'],
  kinds: ['dfg'],
  recognises: ({ text }) => /^\ufeff?\s*\d+[ \t]*\r?\n/.test(text.slice(0, 100)),
  read: ({ text }) => ({ kind: 'dfg', dfg: readDfg(text) }),
  write(model, problems) {
    assert(model.kind === 'dfg', 'a graph of what is none')
    return printDfg(model.dfg, problems)
  },
}

/** The graph is a matrix: more activities would take gigabytes. */
const MOST_ACTIVITIES = 5000

function readDfg(text: string): DirectlyFollowsGraph {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const reader = new LineReader(lines)
  const count = reader.count('activities', MOST_ACTIVITIES)
  const activities = Array.from({ length: count }, () => reader.next('the name of an activity'))
  const known = new Map<string, number>()
  activities.forEach((activity, a) => {
    const first = known.get(activity)
    if (first !== undefined)
      throw new FormatError(`The activity "${activity}" stands there twice (first in line ${first + 2}).`, {
        line: a + 2,
      })
    known.set(activity, a)
  })
  const size = count + 2
  const frequency = new Float64Array(size * size)
  const add = (from: number, to: number, times: number) => {
    frequency[from * size + to]! += times
  }
  for (let n = reader.count('start activities', count); n > 0; n--) {
    const [, to, times] = reader.arc(/^(\d+)x(\d+(?:\.\d+)?)$/, 'index x frequency', count, 1)
    add(count, to!, times!)
  }
  for (let n = reader.count('end activities', count); n > 0; n--) {
    const [, from, times] = reader.arc(/^(\d+)x(\d+(?:\.\d+)?)$/, 'index x frequency', count, 1)
    add(from!, count + 1, times!)
  }
  while (reader.hasMore()) {
    const [, from, to, times] = reader.arc(/^(\d+)>(\d+)x(\d+(?:\.\d+)?)$/, 'index > index x frequency', count, 2)
    add(from!, to!, times!)
  }
  return { activities, frequency }
}

class LineReader {
  private readonly lines: readonly string[]
  private at = 0
  constructor(lines: readonly string[]) {
    this.lines = lines
  }

  next(expected: string): string {
    const line = this.lines[this.at]
    if (line === undefined || (this.at === this.lines.length - 1 && line === ''))
      throw new FormatError(`The file ends where ${expected} must stand.`, {
        line: this.at + 1,
        fix: 'It was cut off: export it again.',
      })
    this.at++
    return line
  }

  count(of: string, most: number): number {
    const text = this.next(`the number of ${of}`).trim()
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (number <= most) return number
    throw new FormatError(`"${text.slice(0, 40)}" is no number of ${of} (at most ${most}).`, { line: this.at })
  }

  /** The numbers that the pattern finds, behind an unused 0; the first `indices` of them are indices of activities. */
  arc(pattern: RegExp, form: string, count: number, indices: number): number[] {
    const text = this.next(form)
    const found = pattern.exec(text.replace(/\s+/g, ''))
    if (!found) throw new FormatError(`"${text.slice(0, 40)}" is not of the form ${form}.`, { line: this.at })
    const numbers = found.slice(1).map(Number)
    const wrong = numbers.slice(0, indices).find(index => index >= count)
    if (wrong !== undefined)
      throw new FormatError(`There is no activity ${wrong}: there are ${count}, the first is 0.`, { line: this.at })
    return [0, ...numbers]
  }

  hasMore(): boolean {
    while (this.at < this.lines.length && this.lines[this.at]!.trim() === '') this.at++
    return this.at < this.lines.length
  }
}

function printDfg({ activities, frequency }: DirectlyFollowsGraph, problems: Problems): string {
  const count = activities.length
  const size = count + 2
  const times = (from: number, to: number) => frequency[from * size + to]!
  const all = [...activities.keys()]
  const names = activities.map(activity => activity.replace(/[\r\n]+/g, ' '))
  if (names.some((name, a) => name !== activities[a]))
    problems.add('line-break-in-name', 'A line break in a name became a blank.', {}, 'loss')
  if (times(count, count + 1) > 0)
    problems.add(
      'empty-traces',
      'Cases without events have no place in this format.',
      {},
      'loss',
      times(count, count + 1),
    )
  const starts = all.filter(a => times(count, a) > 0)
  const ends = all.filter(a => times(a, count + 1) > 0)
  return [
    `${count}`,
    ...names,
    `${starts.length}`,
    ...starts.map(a => `${a}x${times(count, a)}`),
    `${ends.length}`,
    ...ends.map(a => `${a}x${times(a, count + 1)}`),
    ...all.flatMap(a => all.filter(b => times(a, b) > 0).map(b => `${a}>${b}x${times(a, b)}`)),
    '',
  ].join('\n')
}
