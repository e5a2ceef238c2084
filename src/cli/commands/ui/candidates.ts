import { assumptionsFrom } from '../../../tasks/index.ts'
import type { Io } from '../../io.ts'
import { jsonArgument } from '../../json-file.ts'
import { textTable } from '../../text-table.ts'
import { NOTHING } from './answers.ts'
import { openTasks } from './open-tasks.ts'
import type { AskUiOptions } from './options.ts'

export interface CandidateOptions extends AskUiOptions {
  readonly assumptions?: string
}

const round = (value: number) => Number(value.toPrecision(3))

/** The board of candidates; the text says for each where its figures come from. */
export async function candidates(files: readonly string[], options: CandidateOptions, io: Io): Promise<void> {
  const given =
    options.assumptions === undefined ? null : assumptionsFrom(await jsonArgument(options.assumptions, '--assumptions'))
  const { tasks, assumptions, edits } = await openTasks(files, options, io)
  const answer = await tasks.candidates(given ?? assumptions, edits, io.cancel)
  if (options.json) return io.write(`${JSON.stringify(answer, null, 2)}\n`)
  if (answer.length === 0) io.note(NOTHING)
  await io.write(
    textTable(
      ['routine', 'best done by', 'runs', 'days', 'rule steps', 'alike', 'hours saved a month'],
      answer.map(({ name, recommendation, instances, days, steps, inputs, score }) => [
        name,
        recommendation,
        instances,
        days,
        `${steps.rule} of ${steps.rule + steps.checkable + steps.judgement}`,
        `${Math.round(inputs.stability.value * 100)} %`,
        score.ok
          ? `${round(score.value.hoursSaved.value)} (${round(score.value.hoursSaved.low)} to ${round(score.value.hoursSaved.high)})`
          : null,
      ]),
    ),
  )
  for (const { name, score, reasonsFor, reasonsAgainst } of answer) {
    const figures = score.ok ? score.value.arithmetic : [`No monthly figure: ${score.because}.`]
    const lines = [...reasonsFor.map(text => `+ ${text}`), ...reasonsAgainst.map(text => `− ${text}`), ...figures]
    await io.write(`\n${name}\n${lines.map(line => `  ${line}`).join('\n')}\n`)
  }
}
