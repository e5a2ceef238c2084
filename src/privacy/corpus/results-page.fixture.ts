import { detect } from '../detectors/detect.ts'
import type { PersonalClass } from '../detectors/span.ts'
import { Draw } from './draw.fixture.ts'
import type { Score } from './measure.fixture.ts'
import { measure } from './measure.fixture.ts'
import type { Sample } from './sample.fixture.ts'

const share = (a: number, b: number) => (b === 0 ? '–' : (a / b).toFixed(4))

/** The page of results as Markdown: by class, by setting, by national id, and where errors come from. */
export function resultsPage(samples: readonly Sample[], scores: ReadonlyMap<PersonalClass, Score>): string {
  const classes = [...scores.values()].sort((a, b) => (a.class < b.class ? -1 : 1))
  const rows = classes.map(
    ({ class: name, parts, found, reported, wrong }) =>
      `| ${name} | ${parts} | ${found} | ${share(found, parts)} | ${reported} | ${wrong} | ${share(reported - wrong, reported)} |`,
  )
  return `# Masking: what the detectors find

Written by \`node scripts/masking-results.mjs\`; a test holds it against the code. What the numbers mean, and what they do not, stands
in [Masking](masking.md).

${samples.length} texts, ${samples.filter(({ parts }) => parts.length === 0).length} of them hard negatives without any personal part.
*Found*: parts covered whole by a span of their class. *Wrong*: spans that touch no part of their class.

| class | parts | found | recall | reported | wrong | precision |
|---|---:|---:|---:|---:|---:|---:|
${rows.join('\n')}

## Recall by setting

| setting | texts | parts | found | recall |
|---|---:|---:|---:|---:|
${bySetting(samples).join('\n')}

## Recall by national id

| id | parts | found | recall |
|---|---:|---:|---:|
${byKind(samples, 'national-id').join('\n')}

## Where wrong spans come from

| kind of negative | taken for | times |
|---|---|---:|
${errors(classes).join('\n')}

## Numbers drawn at random

2 000 runs of digits of each length, the first not 0, without a word beside them: how many are taken for personal data by accident.

| digits | taken for any class | card | national-id | phone |
|---:|---:|---:|---:|---:|
${randomNumbers().join('\n')}
`
}

function randomNumbers(): string[] {
  const draw = new Draw(9)
  return Array.from({ length: 12 }, (_, i) => i + 8).map(length => {
    const found = Array.from({ length: 2000 }, () => detect(`${draw.int(1, 9)}${draw.digits(length - 1)}`)[0]?.class)
    const times = (name: PersonalClass) => share(found.filter(one => one === name).length, found.length)
    return `| ${length} | ${share(found.filter(one => one !== undefined).length, found.length)} | ${times('card')} | ${times('national-id')} | ${times('phone')} |`
  })
}

function bySetting(samples: readonly Sample[]): string[] {
  return grouped(samples, ({ setting }) => setting)
    .filter(([, some]) => some.some(({ parts }) => parts.length > 0))
    .map(([name, some]) => {
      const all = [...measure(some).values()]
      const [parts, found] = [sum(all.map(one => one.parts)), sum(all.map(one => one.found))]
      return `| ${name} | ${some.length} | ${parts} | ${found} | ${share(found, parts)} |`
    })
}

function byKind(samples: readonly Sample[], name: PersonalClass): string[] {
  const some = samples.filter(({ parts, setting }) => setting !== 'by hand' && parts.some(part => part.class === name))
  return grouped(some, ({ kind }) => kind).map(([kind, list]) => {
    const { parts = 0, found = 0 } = measure(list).get(name) ?? {}
    return `| ${kind} | ${parts} | ${found} | ${share(found, parts)} |`
  })
}

function errors(classes: readonly Score[]): string[] {
  const mistakes = classes.flatMap(({ class: name, mistaken }) =>
    mistaken.map(({ sample }) => `| ${sample.kind} | ${name} |`),
  )
  return grouped(mistakes, row => row).map(([row, list]) => `${row} ${list.length} |`)
}

function grouped<T>(list: readonly T[], nameOf: (one: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const one of list) {
    const name = nameOf(one)
    const group = groups.get(name)
    if (group) group.push(one)
    else groups.set(name, [one])
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
