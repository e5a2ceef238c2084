import { modelFormatFor } from '../../../formats/models/open-model.ts'
import { UsageError } from '../../exit.ts'
import { mustHaveFolder } from '../../folder.ts'
import { type Io, writeWhole } from '../../io.ts'
import { mustBeNew } from '../../output.ts'

export interface AnswerOptions {
  readonly out?: string
  readonly force?: boolean
  readonly json?: boolean
}

/** Refuses, before anything is read, a file that is there or has no folder, and the ending of a format of models: answers are JSON. */
export async function answerFile({ out, force }: AnswerOptions): Promise<void> {
  if (out === undefined || out === '-') return
  const format = modelFormatFor(out)
  if (format !== undefined && format.id !== 'json')
    throw new UsageError(`${out}: this is no model of runs that ${format.title} could hold; it is written as JSON.`)
  await mustHaveFolder(out)
  await mustBeNew(out, force)
}

/** An answer as text for people; with `--json`, and in the file of `--out`, as JSON. */
export async function tellAnswer(
  answer: object,
  text: () => string,
  { out, json }: AnswerOptions,
  io: Io,
): Promise<void> {
  const document = `${JSON.stringify(answer, null, 2)}\n`
  if (out !== undefined && out !== '-') {
    await writeWhole(out, [new TextEncoder().encode(document)], io.cancel)
    io.note(`Wrote ${out}.`)
    if (!json) return
  }
  await io.write(json || out === '-' ? document : text())
}
