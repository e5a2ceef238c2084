import type { AlignedMeasures } from '../../../analyses/models/measure-model.ts'
import type { MinedModel, MinerSettings } from '../../../analyses/models/mined-model.ts'
import type { ModelDeviations } from '../../../analyses/models/model-deviations.ts'
import type { ModelFrequency } from '../../../analyses/models/model-frequency.ts'
import type { ModelTimes } from '../../../analyses/models/model-times.ts'
import type { Pool } from '../../../analyses/models/pools.ts'
import type { ProgressReport } from '../../../base/platform.ts'
import type { Result } from '../../../base/result.ts'
import type { Calendar } from '../../../log/calendar.ts'
import type { Traces } from '../../../log/engine.ts'
import type { VariantLog } from '../../../log/variant-log.ts'
import type { Soundness } from '../../../model/index.ts'
import type { Trouble } from '../../engine/protocol.ts'
import type { OpenedFile } from './opened-file.ts'

/** Which picture a number is of. */
export type PictureKind = 'bpmn' | 'net'

export type ModelRequest =
  | {
      readonly kind: 'model'
      readonly log: VariantLog
      readonly settings: MinerSettings
      /** A model that was opened, instead of one to be mined. */
      readonly file: OpenedFile | null
      /** Of a file with several pools: the process that is checked; null: the one that fits the cases best. */
      readonly pool: string | null
      /** For alignments, ms. */
      readonly timeMs: number
    }
  /** A page of cases for the times of a picture; asked once the model is measured. */
  | {
      readonly kind: 'traces'
      readonly of: PictureKind
      readonly calendar: Calendar | null
      readonly traces: Traces
      readonly isFirst: boolean
    }

/** What is known of the parts of a picture. */
export interface PictureFigures {
  readonly frequency: ModelFrequency
  readonly deviations: ModelDeviations
}
export interface ShownMeasures {
  readonly aligned: Result<AlignedMeasures>
  readonly net: PictureFigures
  readonly bpmn: Result<PictureFigures>
}

/** Of a model in this order, the last is `done` or `failed`; then `times` for the last page of traces. */
export type ModelResponse =
  | {
      readonly kind: 'mined'
      readonly mined: Result<MinedModel>
      readonly pools: readonly Pool[]
      readonly pool: string | null
    }
  | { readonly kind: 'soundness'; readonly soundness: Soundness }
  | { readonly kind: 'progress'; readonly report: ProgressReport }
  | { readonly kind: 'measured'; readonly measured: ShownMeasures }
  | { readonly kind: 'times'; readonly of: PictureKind; readonly times: ModelTimes }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: Trouble }
