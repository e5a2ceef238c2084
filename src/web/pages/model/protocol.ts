import type { ModelMeasures } from '../../../analyses/models/measure-model.ts'
import type { MinedModel, MinerSettings } from '../../../analyses/models/mined-model.ts'
import type { ProgressReport } from '../../../base/platform.ts'
import type { Result } from '../../../base/result.ts'
import type { VariantLog } from '../../../log/variant-log.ts'
import type { Soundness } from '../../../model/index.ts'
import type { Trouble } from '../../engine/protocol.ts'

export interface ModelRequest {
  readonly log: VariantLog
  readonly settings: MinerSettings
  /** For alignments, ms. */
  readonly timeMs: number
}

/** In this order; the last is `done` or `failed`. */
export type ModelResponse =
  | { readonly kind: 'mined'; readonly mined: Result<MinedModel> }
  | { readonly kind: 'soundness'; readonly soundness: Soundness }
  | { readonly kind: 'progress'; readonly report: ProgressReport }
  | { readonly kind: 'measured'; readonly measured: Result<ModelMeasures> }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: Trouble }
