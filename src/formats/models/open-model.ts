import { FormatError } from '../../base/errors.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { type Problem, Problems } from '../../log/problems.ts'
import type { Model } from '../../model/model.ts'
import { modelKindNames } from '../../model/model.ts'
import { defaultLimits, type Limits } from '../format.ts'
import { rootOf } from '../ocel/recognise.ts'
import type { ModelFile, ModelFormat, ModelReading } from './model-format.ts'
import { modelFormats } from './model-formats.ts'
import { modelText } from './model-text.ts'

/**
 * Read a model of any kind and format; the content says which, never the name, which only stands in messages.
 * Throws `FormatError` naming file, line and element where no model can be made of it.
 */
export function openModel(
  bytes: Uint8Array,
  name: string,
  { limits = {} }: { limits?: Partial<Limits> } = {},
): ModelReading {
  try {
    const text = modelText(bytes)
    const file: ModelFile = { name, text, root: rootName(text), limits: { ...defaultLimits, ...limits } }
    const format = modelFormats.find(candidate => candidate.recognises(file))
    if (format === undefined) throw unknown(file)
    const problems = new Problems()
    const model = format.read(file, problems)
    return { model, problems: problems.list(), format: format.id }
  } catch (error) {
    throw error instanceof FormatError ? error.at({ file: name }) : error
  }
}

/** The format that an id or the ending of a file's name says; undefined where neither does. */
export function modelFormatFor(name: string): ModelFormat | undefined {
  const lower = name.toLowerCase()
  return (
    modelFormats.find(({ id }) => id === lower) ??
    modelFormats.find(({ extensions }) => extensions.some(extension => lower.endsWith(`.${extension}`)))
  )
}

/** The model as a file of a format that can hold its kind. */
export function writeModel(model: Model, format: ModelFormat): { bytes: Uint8Array; problems: readonly Problem[] } {
  if (format.write === null || !format.kinds.includes(model.kind))
    throw new FormatError(`${format.title} cannot hold a ${modelKindNames[model.kind]}.`)
  const problems = new Problems()
  return { bytes: encodeUtf8(format.write(model, problems)), problems: problems.list() }
}

/** Enough of a text to see its outermost element behind comments and a DOCTYPE. */
const HEAD = 1 << 16

function rootName(text: string): string | null {
  const root = rootOf(text.slice(0, HEAD))
  return root === null ? null : (/^<(?:[\w.-]+:)?([\w.-]+)/.exec(root)?.[1] ?? null)
}

function unknown({ root }: ModelFile): FormatError {
  const fix = `Known are ${modelFormats.map(({ title }) => title).join(', ')}.`
  if (root === 'log') return new FormatError('This is an event log, not a model.', { fix })
  if (root !== null)
    return new FormatError(`The outermost element <${root}> is of no model that is known here.`, { fix })
  return new FormatError('The content is of no model that is known here.', { fix })
}
