import { assert, RequestError } from '../../../base/errors.ts'
import type { ModelFormat } from '../model-format.ts'
import { isMinerful } from './minerful.ts'
import { readDeclareText } from './read.ts'
import { writeDeclare } from './write.ts'

/** A line of a `.decl` file: an activity, what is known of one, or a constraint. */
const LINE = /^(activity\s+\S|bind\s+\S[^:]*:|[\p{L}\d _-]+\[[^\]]*\]\s*(\||$))/u

/** Declare models, as MINERful, RuM and Declare4Py save them. */
export const declare: ModelFormat = {
  id: 'declare',
  title: 'Declare',
  extensions: ['decl'],
  kinds: ['declare'],
  recognises: ({ text }) => LINE.test(firstLine(text)) || isMinerful(text),
  read: ({ text }, problems) => ({ kind: 'declare', declare: readDeclareText(text, problems) }),
  write(model) {
    assert(model.kind === 'declare', 'Declare of what is none')
    const written = writeDeclare(model.declare)
    if (!written.ok) throw new RequestError(`The model cannot be written: ${written.because}.`)
    return written.value
  },
}

/** The first line that is neither empty nor a remark. */
function firstLine(text: string): string {
  for (const line of text.slice(0, 1 << 16).split(/\r\n|\n|\r/)) {
    const trimmed = line.replace(/^\uFEFF/, '').trim()
    if (trimmed !== '' && !trimmed.startsWith('#')) return trimmed
  }
  return ''
}
