import type { Problem, Problems } from '../../log/problems.ts'
import type { Model, ModelKind } from '../../model/model.ts'
import type { Limits } from '../format.ts'

/** A file with a model, decoded. */
export interface ModelFile {
  readonly name: string
  readonly text: string
  /** Name of the outermost element, without its prefix, where the text is XML; else null. */
  readonly root: string | null
  readonly limits: Limits
}

/** What reading gives: the model, and everything that was not as it should be. */
export interface ModelReading {
  readonly model: Model
  readonly problems: readonly Problem[]
  /** Id of the format. */
  readonly format: string
}

/** A way to read (and perhaps write) models. Adding one: a file, its test, a line in `model-formats.ts`, a page. */
export interface ModelFormat {
  readonly id: string
  /** For people: `PNML (ISO/IEC 15909-2)`. */
  readonly title: string
  /** Lower case, without the dot, most usual first. */
  readonly extensions: readonly string[]
  /** Kinds of models that it can hold. */
  readonly kinds: readonly ModelKind[]
  /** Whether the content is of this format; the file's name is not asked. */
  recognises(file: ModelFile): boolean
  /** Throws `FormatError` with line and element where no model can be made of it. */
  read(file: ModelFile, problems: Problems): Model
  /** The model must be of one of `kinds`; null where the format is only read. */
  readonly write: ((model: Model, problems: Problems) => string) | null
}
