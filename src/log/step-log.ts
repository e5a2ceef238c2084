import type { Texts } from './masked.ts'
import type { UiLog } from './ui-log.ts'

/** Why a UI event or step is no progress of the work; kept and marked, never lost. */
export const noiseKinds = ['none', 'redundant', 'unfocused', 'aborted', 'corrected', 'repeated', 'overhead'] as const
export type NoiseKind = (typeof noiseKinds)[number]

/** How a value came to where a step puts it. */
export const flowKinds = ['none', 'clipboard', 'retyped', 'derived'] as const
export type FlowKind = (typeof flowKinds)[number]

/**
 * Steps of a UI log in columns: step s stands for the UI events rows[rowOffsets[s]..rowOffsets[s + 1]), its last event
 * carries the effect. Steps stand in the order of their last event; every UI event belongs to one step or is noise.
 */
export interface StepLog {
  readonly ui: UiLog
  readonly stepCount: number
  readonly rowOffsets: Int32Array
  readonly rows: Int32Array
  /** Index into `uiActions`. */
  readonly action: Uint8Array
  /** Index into `ui.elements`, -1 where the step has none. */
  readonly element: Int32Array
  /** Index into `ui.values`: the value that the step ends with; -1 = none. */
  readonly value: Int32Array
  /** What a person would call it: "type Amount", "copy Order number from Orders". */
  readonly label: Texts
  /** The step that its value comes from, -1 = none known; always an earlier step of the same recording. */
  readonly source: Int32Array
  /** Index into `flowKinds`. */
  readonly flow: Uint8Array
  /** Index into `noiseKinds`, by UI event. Events that are not `none` belong to no step. */
  readonly noise: Uint8Array
}
