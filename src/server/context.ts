import type { DataFolder } from '../store/index.ts'
import type { AnalysisThreads } from './analysis-threads.ts'
import type { Gate } from './gate.ts'
import type { Imports } from './imports.ts'
import type { Jobs } from './jobs.ts'
import type { Library } from './library.ts'
import type { Metrics } from './metrics.ts'
import type { MiningJobs } from './mining-jobs.ts'
import type { ServerLimits } from './options.ts'
import type { Reveals } from './reveals.ts'
import type { TaskLibrary } from './task-library.ts'
import type { UiImports } from './ui-imports.ts'
import type { Uploads } from './uploads.ts'

/** What the routes share. */
export interface ServerContext {
  readonly folder: DataFolder
  readonly jobs: Jobs
  readonly library: Library
  readonly imports: Imports
  readonly tasks: TaskLibrary
  readonly miningJobs: MiningJobs
  readonly uiImports: UiImports
  readonly analysisThreads: AnalysisThreads
  readonly uploads: Uploads
  readonly reveals: Reveals
  readonly metrics: Metrics
  readonly limits: ServerLimits
  /** Stands before every answer: routes put no question but through it. */
  readonly gate: Gate
  /** Aborted when the server closes: questions under way end then. */
  readonly closing: AbortSignal
  readonly version: string
  /** The built web app, null where there is none. */
  readonly webRoot: string | null
}
