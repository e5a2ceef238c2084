import type { Expression } from './program.ts'

/** An observed transformation: the texts of the sources and what was written. */
export interface Example {
  readonly inputs: readonly string[]
  readonly output: string
}

/** Takes an expression that may make a part of the output, with its cost; true where it stands in every output. */
export type Offer = (expression: Expression, cost: number) => boolean
