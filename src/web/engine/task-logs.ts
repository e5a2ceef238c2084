import type { TrainingData } from '../../actions/index.ts'
import {
  EditableTasks,
  memoryTasks,
  releasedRoutines,
  routineLog,
  type TaskEngine,
  type TaskQuestion,
  taskQuestions,
} from '../../analyses/index.ts'
import type { Cancel, Progress } from '../../base/platform.ts'
import { blobSource, webPlatform } from '../../base/platform.web.ts'
import type { Result } from '../../base/result.ts'
import type { MemoryEngine } from '../../engine/memory/memory-engine.ts'
import { openUiLog } from '../../formats/index.ts'
import {
  EngineError,
  type NamedFile,
  type OpenedRecordings,
  type RecordingOptions,
  type TrainingAsked,
} from './protocol.ts'
import type { TaskEdits } from './task-edits.ts'

/** People below this number are not told of, unless the owner of the file says so. */
const MINIMUM = 5

interface TaskLog {
  readonly log: EditableTasks
  readonly gated: TaskEngine
  readonly lifted: TaskEngine
}

/** The UI logs of this browser; the routine log of each stands in the engine under the same id. */
export class TaskLogs {
  private readonly engine: MemoryEngine
  private readonly logs = new Map<string, TaskLog>()

  constructor(engine: MemoryEngine) {
    this.engine = engine
  }

  async open(
    log: string,
    files: readonly NamedFile[],
    { key, keepValues, edits, mapping, maskRules }: RecordingOptions,
    cancel: Cancel,
    progress: Progress,
  ): Promise<OpenedRecordings> {
    const reading = await openUiLog(
      files.map(({ name, file }) => blobSource(name, file)),
      {
        ...{ platform: webPlatform, key, keepValues, cancel, progress },
        ...(mapping === undefined ? {} : { mapping }),
        ...(maskRules === undefined ? {} : { rules: maskRules.rules }),
      },
    )
    const own = await EditableTasks.open(reading, { platform: webPlatform, cancel, progress }, { revision: 0, edits })
    const under = (minimum: number | null): TaskEngine => ({
      ...memoryTasks(own, { minimum }),
      setEdits: async (...change) => {
        const saved = await own.setEdits(...change)
        this.show(log, own)
        return saved
      },
    })
    const [gated, lifted] = [under(MINIMUM), under(null)]
    this.logs.set(log, { log: own, gated, lifted })
    this.show(log, own)
    return { events: reading.log.eventCount, routines: own.mined.routines.length }
  }

  /** Applies other edits; what was named anew is mined anew. */
  async edit(log: string, edits: TaskEdits, cancel: Cancel): Promise<void> {
    const { log: own } = this.find(log)
    await own.apply({ revision: own.saved.revision + 1, edits }, cancel)
    this.show(log, own)
  }

  ask(log: string, question: TaskQuestion, params: readonly unknown[], showPeople: boolean): Promise<unknown> {
    if (!taskQuestions.includes(question)) throw new Error(`There is no question "${question}" about tasks.`)
    const { gated, lifted } = this.find(log)
    const engine = showPeople ? lifted : gated
    return (engine[question] as (...params: readonly unknown[]) => Promise<unknown>)(...params)
  }

  /** null: there is no such routine. What makes it is fetched when somebody wants it. */
  async training(log: string, { routine, ...options }: TrainingAsked): Promise<Result<TrainingData> | null> {
    const { mined } = this.find(log).log
    const released = releasedRoutines(mined, routine ?? undefined)
    if (released === null) return null
    const { trainingData } = await import('../../actions/training/training-data.ts')
    return trainingData(released, { ...options, title: `Trajectories of routines: ${mined.ui.name}` })
  }

  close(log: string): void {
    this.logs.delete(log)
  }

  private show(log: string, { mined }: EditableTasks): void {
    this.engine.add(log, { log: routineLog(mined), problems: [] })
  }

  private find(log: string): TaskLog {
    const found = this.logs.get(log)
    if (!found) throw new EngineError({ name: 'NotHere', message: `There is no UI log "${log}".`, code: 'not-found' })
    return found
  }
}
