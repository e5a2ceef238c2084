/** Tokens of one replayed trace. `produced + missing = consumed + remaining`. */
export interface TokenCounts {
  readonly produced: number
  readonly consumed: number
  readonly missing: number
  readonly remaining: number
}

/** `unknown`: events that no transition carries; they are passed over. `fired`: how often each transition fired. */
export interface ReplayedTrace extends TokenCounts {
  readonly unknown: number
  readonly fired: readonly (readonly [transition: number, times: number])[]
}

/** What is told of the events that the net knows. */
export type CountedTrace = Omit<ReplayedTrace, 'unknown'>

/** Tokens that were not there, or too many. */
export const wrongTokens = ({ missing, remaining }: TokenCounts): number => missing + remaining

/** Replay of the variants of a log, in their order; `exact` false: a silent closure was cut off, a longer search may do better with a trace that does not fit. */
export interface TokenReplay {
  readonly variants: readonly ReplayedTrace[]
  readonly transitions: number
  readonly exact: boolean
}

export const isFitting = (trace: ReplayedTrace): boolean => wrongTokens(trace) === 0 && trace.unknown === 0

/** (1 - missing / consumed) / 2 + (1 - remaining / produced) / 2. Rozinat & van der Aalst 2008, section 4. */
export const replayFitnessOf = ({ produced, consumed, missing, remaining }: TokenCounts): number =>
  (consumed > 0 ? 1 - missing / consumed : 1) / 2 + (produced > 0 ? 1 - remaining / produced : 1) / 2
