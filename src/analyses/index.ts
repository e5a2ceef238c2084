import type { Analysis } from './analysis.ts'
import { bottlenecksAnalysis } from './bottlenecks.ts'
import { compare } from './compare.ts'
import { dataQuality } from './data-quality.ts'
import { endPoints } from './end-points.ts'
import { exampleAnalysis } from './example.ts'
import { handovers } from './handovers.ts'
import { longestWaits } from './longest-waits.ts'
import { overview } from './overview.ts'
import { rework } from './rework.ts'
import { variantsAnalysis } from './variants.ts'

/** The registry: doors make commands, routes, panels and lists from it. */
export const analyses: readonly Analysis[] = [
  overview,
  longestWaits,
  bottlenecksAnalysis,
  rework,
  endPoints,
  variantsAnalysis,
  handovers,
  dataQuality,
  compare,
  exampleAnalysis,
] as readonly Analysis[]

export type { Analysis, Answer, Finding, Quantity, Table } from './analysis.ts'
export { askAnalysis } from './analysis.ts'
