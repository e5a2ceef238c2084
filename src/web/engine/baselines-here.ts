import { browserStore } from './browser-store.ts'
import { EngineError } from './protocol.ts'

/** A baseline document of a log in this browser; it stays when the file is no longer kept, and goes when a person forgets the file. */
interface BaselineHere {
  readonly log: string
  readonly id: string
  readonly document: unknown
  /** Another one after every change; absent in what was kept before changes were told apart. */
  readonly revision?: number
}
export interface StoredBaseline {
  readonly id: string
  readonly document: unknown
  /** 0: there is none. */
  readonly revision: number
}

const baselines = browserStore<BaselineHere>('parfocal-baselines', 'baselines', ['log', 'id'])
const revisionOf = (kept: BaselineHere | undefined): number => (kept === undefined ? 0 : (kept.revision ?? 1))

export async function baselinesHere(log: string): Promise<readonly StoredBaseline[]> {
  const all = await baselines.all().catch(() => [])
  return all.filter(one => one.log === log).map(one => ({ ...one, revision: revisionOf(one) }))
}

/**
 * Keeps a document in place of that of a revision (0: there is none yet), or forgets it (null); gives the new revision. Throws an
 * `EngineError` of the code `conflict` where another tab was quicker; rejects where this browser keeps nothing.
 */
export async function changeBaselineHere(
  log: string,
  id: string,
  document: object | null,
  revision: number,
): Promise<number> {
  // also after a baseline was forgotten no two changes have the same
  const next = document === null ? 0 : Math.max(revision + 1, Date.now())
  await baselines.change([log, id], before => {
    if (revisionOf(before) !== revision)
      throw new EngineError({ name: 'Conflict', message: 'Another tab changed it meanwhile.', code: 'conflict' })
    return document === null ? null : { log, id, document, revision: next }
  })
  return next
}

export async function forgetBaselinesHere(log: string): Promise<void> {
  for (const { id } of await baselinesHere(log)) await baselines.delete([log, id]).catch(() => undefined)
}
