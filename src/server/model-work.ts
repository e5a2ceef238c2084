import { checkModel } from '../analyses/models/model-check.ts'
import type { Cancel } from '../base/platform.ts'
import { modelNet } from '../model/model-as.ts'
import { sizeOf } from '../model/model-size.ts'
import { isWeighted } from '../model/petri-net.ts'
import { reduceNet, WEIGHTS_LOST } from '../model/reduce-net.ts'
import { type ConformanceWork, conformanceAnswer } from './conformance-work.ts'
import { type DiscoveryWork, discoveryAnswer } from './discovery-work.ts'
import { type GivenModel, inFormat, read, value } from './model-text.ts'

export interface Conversion extends GivenModel {
  readonly task: 'convert'
  readonly to: string
  readonly reduce: boolean
}
/** Soundness and shape of a model, at most so many markings looked at. */
export interface ModelCheckWork extends GivenModel {
  readonly task: 'check-model'
  readonly states: number
}
/** What is done with a model in a thread of its own. */
export interface ModelWork {
  readonly kind: 'model'
  readonly work: DiscoveryWork | ConformanceWork | Conversion | ModelCheckWork
}

/** The answer as JSON. Throws `RequestError` where the model cannot be answered for, `FormatError` where the text is none. */
export async function modelAnswer(work: ModelWork['work'], cancel: Cancel): Promise<unknown> {
  switch (work.task) {
    case 'convert':
      return converted(work)
    case 'check-model':
      return { file: null, ...value(checkModel(read(work), work.states), '') }
    case 'check':
    case 'replay':
    case 'precision':
    case 'other':
    case 'measure':
      return conformanceAnswer(work, cancel)
    default:
      return discoveryAnswer(work, cancel)
  }
}

function converted({ to, reduce, ...given }: Conversion) {
  const reading = read(given)
  const notes: string[] = []
  const whole = reduce
    ? value(
        modelNet(reading.model, (element, because) => notes.push(`${element}: ${because}`)),
        'Only Petri nets are reduced. ',
      )
    : null
  const reduced = whole === null ? null : reduceNet(whole)
  if (whole !== null && isWeighted(whole)) notes.push(WEIGHTS_LOST)
  const written = inFormat(reduced === null ? reading.model : { kind: 'net', net: reduced.net }, to)
  return {
    file: null,
    kind: written.model.kind,
    ...sizeOf(written.model),
    ...(reduced === null ? {} : { reduced: reduced.applied }),
    ...written.told,
    problems: [...reading.problems, ...written.told.problems],
    notes: [...notes, ...written.told.notes],
  }
}
