import { plainText } from '../plain-text.ts'
import type { Split } from './split.ts'

/** What is told of a data set beside it; everything a reader needs to decide whether it may be used, and for what. */
export interface DataCard {
  readonly title: string
  readonly purpose: string
  /** null: nobody has said what others may do with it, so they may do nothing. */
  readonly licence: string | null
  /** SHA-256 of the UI log; null where nobody keeps one. */
  readonly logFingerprint: string | null
  readonly minimumPeople: number
  readonly counts: Readonly<Record<Split, { routines: number; trajectories: number; steps: number }>>
  readonly instances: number
  readonly routines: readonly CardRoutine[]
  readonly refused: readonly { readonly routine: string; readonly because: string }[]
  readonly leftOut: readonly { readonly why: string; readonly steps: number }[]
  readonly gaps: readonly string[]
}
export interface CardRoutine {
  readonly routine: string
  readonly name: string
  readonly split: Split
  readonly trajectories: number
  readonly instances: number
  readonly standsBehind: 'people' | 'demonstration'
  /** Rows of the UI log that show it. */
  readonly rows: readonly { readonly first: number; readonly last: number }[]
}

/** The card as Markdown, with its facts as YAML in front, as data hubs read them. */
export function dataCardMarkdown(card: DataCard): string {
  const { counts } = card
  const splits = Object.entries(counts).map(
    ([split, { routines, trajectories, steps }]) => `| ${split} | ${routines} | ${trajectories} | ${steps} |`,
  )
  return `---
pretty_name: ${JSON.stringify(plainText(card.title))}
license: ${card.licence === null ? 'none' : JSON.stringify(plainText(card.licence))}
task_categories: [other]
tags: [agents, trajectories, user-interfaces]
---

# ${cell(card.title)}

Trajectories of how routines were done in applications: masked outlines of pages and windows, actions, targets, and invented values.

- **Purpose**: ${cell(card.purpose)}. Any other use needs a decision of its own.
- **Licence**: ${card.licence === null ? 'none is given: nobody may pass it on' : cell(card.licence)}.
- **Made of**: ${card.instances} recorded runs${card.logFingerprint === null ? '' : `; SHA-256 of the UI log: ${card.logFingerprint}`}.
- **Group threshold**: a routine is in it only if at least ${card.minimumPeople} people did it, or all its runs were demonstrations that their people recorded on purpose.
- **Masking**: no recorded value, person, clock time or picture; values are invented after class and shape. Labels of elements, addresses and titles are as they were masked when the recording was read.
- **Split**: by routine; routines that are alike stay together, and a way of doing a routine is in it once.

| split | routines | trajectories | steps |
|---|---|---|---|
${splits.join('\n')}

## Known gaps

${card.gaps.map(gap => `- ${cell(gap)}`).join('\n')}
${card.leftOut.length === 0 ? '' : `\n| steps left out | number |\n|---|---|\n${card.leftOut.map(({ why, steps }) => `| ${cell(why)} | ${steps} |`).join('\n')}\n`}
## Routines and their evidence

| routine | name | split | trajectories | runs | behind it | rows of the UI log |
|---|---|---|---|---|---|---|
${card.routines.map(routineRow).join('\n')}
${card.refused.length === 0 ? '' : `\n## Refused\n\n${card.refused.map(({ routine, because }) => `- ${cell(routine)}: ${cell(because)}.`).join('\n')}\n`}`
}

const routineRow = ({ routine, name, split, trajectories, instances, standsBehind, rows }: CardRoutine) =>
  `| ${cell(routine)} | ${cell(name)} | ${split} | ${trajectories} | ${instances} | ${standsBehind === 'people' ? 'enough people' : 'demonstrations'} | ${rows.map(({ first, last }) => `${first}–${last}`).join(', ')} |`

const cell = (text: string) => plainText(text).replace(/[\\`*_{}[\]<>&|#~$]/g, '\\$&')
