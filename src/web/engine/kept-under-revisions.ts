import { type Store, store } from '../state/store.ts'
import { EngineError } from './protocol.ts'

/** What is kept under an id, and the revision it has; null: it was forgotten, and its revision is 0. */
export interface Kept<T> {
  readonly document: T | null
  readonly revision: number
}
/** Keeps documents for all tabs, or for all people. `change` throws an `EngineError` of the code `conflict` where the revision is another. */
export interface RevisionPlace<T> {
  read(id: string): Promise<Kept<T>>
  change(id: string, document: T | null, revision: number): Promise<number>
}

/** Documents that are changed here and perhaps elsewhere: nobody's change is lost without a person saying so. */
export interface KeptUnderRevisions<T> {
  /** Theirs, by id, where somebody else changed what was changed here: nothing of that id is kept until it is settled. */
  readonly clashes: Store<ReadonlyMap<string, Kept<T>>>
  /** What is changed from now on was begun from this revision. */
  know(id: string, revision: number): void
  /** One change of an id after the other. Resolves when it is kept, or clashes. */
  put(id: string, document: T | null): Promise<void>
  /** Says that what is kept is not what the change here was begun from. */
  clash(id: string): Promise<void>
  /** Ends a clash: changes are made on theirs from now on. */
  settle(id: string): Kept<T> | null
}

export function keptUnderRevisions<T>(place: RevisionPlace<T>): KeptUnderRevisions<T> {
  const revisions = new Map<string, number>()
  const waiting = new Map<string, Promise<void>>()
  const clashes = store<ReadonlyMap<string, Kept<T>>>(new Map())
  const set = (id: string, theirs: Kept<T> | null) => {
    const next = new Map(clashes.get())
    if (theirs) next.set(id, theirs)
    else next.delete(id)
    clashes.set(next)
  }
  const clash = async (id: string) => set(id, await place.read(id))
  return {
    clashes,
    clash,
    know: (id, revision) => void revisions.set(id, revision),
    put(id, document) {
      const work = async () => {
        if (clashes.get().has(id)) return
        try {
          revisions.set(id, await place.change(id, document, revisions.get(id) ?? 0))
        } catch (error) {
          if (!(error instanceof EngineError) || error.code !== 'conflict') throw error
          await clash(id)
        }
      }
      const done = (waiting.get(id) ?? Promise.resolve()).then(work, work)
      waiting.set(id, done)
      return done
    },
    settle(id) {
      const theirs = clashes.get().get(id) ?? null
      if (theirs) revisions.set(id, theirs.revision)
      set(id, null)
      return theirs
    },
  }
}
