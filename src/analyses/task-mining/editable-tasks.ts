import { RequestError } from '../../base/errors.ts'
import { canonicalJson } from '../../base/json.ts'
import type { Cancel, Progress } from '../../base/platform.ts'
import type { Problem } from '../../log/problems.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { noEdits, type SavedEdits, type TaskEdits, taskEditsFrom } from '../../tasks/index.ts'
import { type EditsAnswer, editedTasks } from './edited-tasks.ts'
import { type MineOptions, mineTasks } from './mine-tasks.ts'
import type { MinedTasks } from './mined-tasks.ts'

/** A mined UI log under its edits: what the engine in memory answers from. */
export interface EditedTasks {
  readonly mined: MinedTasks
  readonly saved: SavedEdits
  readonly applied: EditsAnswer
  /** As of `TaskEngine`. */
  setEdits(edits: TaskEdits, revision: number, cancel?: Cancel): Promise<SavedEdits>
}

/** Where nothing was ever saved. */
export const nothingSaved: SavedEdits = { revision: 0, edits: noEdits }

/** The error of whoever saves edits that were made on others than those in force. */
export const editedMeanwhile = (): RequestError =>
  new RequestError('The edits were changed meanwhile: read them again, and make your change to those.', 'conflict')

interface Reading {
  readonly log: UiLog
  readonly problems: readonly Problem[]
}

interface State {
  /** Of the edits that decide how it is mined. */
  readonly key: string
  readonly base: MinedTasks
  readonly mined: MinedTasks
  readonly saved: SavedEdits
  readonly applied: EditsAnswer
}

/**
 * A UI log in memory that is mined, edited, and mined anew only where tasks or names were edited. Changes are made one after
 * the other; what is asked meanwhile is answered as before.
 */
export class EditableTasks implements EditedTasks {
  private readonly reading: Reading
  private readonly options: MineOptions
  private state: State | null = null
  private turn: Promise<unknown> = Promise.resolve()

  private constructor(reading: Reading, { cancel: _, progress: __, ...options }: MineOptions) {
    this.reading = reading
    this.options = options
  }

  static async open(
    reading: Reading,
    options: Omit<MineOptions, 'names' | 'tasks'>,
    saved: SavedEdits = nothingSaved,
  ): Promise<EditableTasks> {
    const opened = new EditableTasks(reading, options)
    await opened.apply(saved, options.cancel, options.progress)
    return opened
  }

  get mined(): MinedTasks {
    return this.state!.mined
  }
  get saved(): SavedEdits {
    return this.state!.saved
  }
  get applied(): EditsAnswer {
    return this.state!.applied
  }

  /** Throws `RequestError`: `conflict` where others than those of `revision` are in force, `bad-request` where an edit is none. */
  async setEdits(edits: TaskEdits, revision: number, cancel?: Cancel): Promise<SavedEdits> {
    const checked = taskEditsFrom(edits)
    return this.inTurn(async () => {
      if (revision !== this.saved.revision) throw editedMeanwhile()
      this.state = await this.under({ revision: revision + 1, edits: checked }, cancel)
      return this.saved
    })
  }

  /** Puts edits in force that are kept elsewhere. */
  apply(saved: SavedEdits, cancel?: Cancel, progress?: Progress): Promise<void> {
    return this.inTurn(async () => {
      this.state = await this.under(saved, cancel, progress)
    })
  }

  private async under(saved: SavedEdits, cancel?: Cancel, progress?: Progress): Promise<State> {
    const { tasks, names, routines } = saved.edits
    const key = canonicalJson([tasks, names])
    const known = this.state?.key === key ? this.state.base : null
    const given = new Map(Object.entries(names))
    const options = { ...this.options, ...(cancel ? { cancel } : {}), ...(progress ? { progress } : {}) }
    const base = known ?? (await mineTasks(this.reading, { ...options, tasks, names: given }))
    const { mined, ...applied } = editedTasks(base, routines)
    return { key, base, mined, saved, applied: { revision: saved.revision, ...applied } }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work)
    this.turn = done.catch(() => undefined)
    return done
  }
}
