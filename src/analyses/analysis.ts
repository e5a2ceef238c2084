import type { z } from 'zod'
import type { Cancel, Platform } from '../base/platform.ts'
import type { Ask, Engine } from '../log/engine.ts'
import type { Filter } from '../log/filter.ts'

/** One number of a finding or table cell, with its unit; durations are ms, ratios 0..1, money names its currency. */
export interface Quantity {
  readonly label: string
  readonly value: number | null
  readonly unit: 'ms' | 'ratio' | 'cases' | 'events' | 'number' | `money:${string}`
}

/** An answer that can be acted on: a sentence with the number first, its numbers, and the cases behind it. */
export interface Finding {
  /** Stable within an analysis: the same finding keeps its id under other filters. */
  readonly id: string
  readonly sentence: string
  readonly importance: number // 0..1, only orders findings of one answer
  readonly quantities: readonly Quantity[]
  /** Clauses that, appended to the asked filter, show the cases behind the finding. */
  readonly evidence: Filter
  /** Ids of actions that can follow. */
  readonly actions: readonly string[]
}

/** A table of an answer; a cell is text, a number (in the column's unit) or null. */
export interface Table {
  readonly id: string
  readonly title: string
  readonly columns: readonly {
    readonly key: string
    readonly label: string
    readonly unit?: Quantity['unit'] | 'instant'
  }[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

export interface Answer {
  readonly findings: readonly Finding[]
  readonly tables: readonly Table[]
  /** Why the question does not apply to this log, or what limits the answer; sentences for people. */
  readonly notes: readonly string[]
}

/** What work that may be long asks of the machine: rests, and the time. Without it only counted budgets hold. */
export type Clock = Pick<Platform, 'now' | 'pause'>

/**
 * A named question over an engine. The command, the HTTP route, the panel in the web app and the page in the docs
 * all come from this one object.
 */
export interface Analysis<P extends z.ZodObject = z.ZodObject> {
  /** kebab-case. */
  readonly id: string
  readonly title: string
  /** The question, as a person would ask it. */
  readonly asks: string
  /** Every parameter has a default and a `.describe`. */
  readonly params: P
  answer(engine: Engine, ask: Ask, params: z.infer<P>, cancel: Cancel, clock?: Clock): Promise<Answer>
}

/** Parameters of an analysis from outside (CLI, HTTP): checked, defaults filled in. */
export async function askAnalysis(
  analysis: Analysis,
  engine: Engine,
  ask: Ask,
  params: unknown,
  cancel: Cancel,
  clock?: Clock,
): Promise<Answer> {
  return analysis.answer(engine, ask, analysis.params.parse(params ?? {}), cancel, clock)
}

export type { Filter }
