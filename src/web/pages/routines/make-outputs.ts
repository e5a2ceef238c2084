import { strToU8, zipSync } from 'fflate'
import { type Output, type OutputKind, outputs } from '../../../actions/index.ts'
import type { Procedure } from '../../../tasks/index.ts'

export const kinds: readonly Pick<OutputKind, 'id' | 'title' | 'state'>[] = outputs.map(({ id, title, state }) => ({
  id,
  title,
  state,
}))

export interface MadeOutput extends Output {
  readonly id: string
  readonly title: string
}

/** The chosen outputs of a procedure, in the order of the registry. */
export const makeOutputs = (procedure: Procedure, ids: readonly string[]): readonly MadeOutput[] =>
  outputs.filter(({ id }) => ids.includes(id)).map(({ id, title, make }) => ({ id, title, ...make(procedure) }))

/** Name of the file that says what is left to do. */
export const TO_DO = 'TO-DO.md'

/** One zip: a folder an output, and a list of what is left to do. Equal outputs give equal bytes. */
export function zipOutputs(made: readonly MadeOutput[]): Uint8Array<ArrayBuffer> {
  const files: Record<string, Uint8Array> = { [TO_DO]: strToU8(toDoText(made)) }
  for (const { id, files: own } of made)
    for (const { path, content } of own)
      files[`${id}/${path}`] = typeof content === 'string' ? strToU8(content) : content
  // a zip knows no time before 1980: one fixed day keeps the bytes the same
  return zipSync(files, { mtime: Date.UTC(1980, 0, 2) }) as Uint8Array<ArrayBuffer>
}

function toDoText(made: readonly MadeOutput[]): string {
  const parts = made.map(({ id, title, toDo }) =>
    [
      `## ${title} (\`${id}/\`)`,
      '',
      ...(toDo.length === 0 ? ['Nothing is left to do.'] : toDo.map(text => `- [ ] ${text}`)),
      '',
    ].join('\n'),
  )
  return ['# Left to do', '', ...parts].join('\n')
}
