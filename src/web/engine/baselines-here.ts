import { browserStore } from './browser-store.ts'

/** A baseline document of a log in this browser; it stays when the file is no longer kept, and goes when a person forgets the file. */
interface BaselineHere {
  readonly log: string
  readonly id: string
  readonly document: unknown
}

const baselines = browserStore<BaselineHere>('parfocal-baselines', 'baselines', ['log', 'id'])

export async function baselinesHere(log: string): Promise<readonly { id: string; document: unknown }[]> {
  const all = await baselines.all().catch(() => [])
  return all.filter(one => one.log === log)
}

/** Rejects where this browser keeps nothing. */
export const keepBaselineHere = (log: string, id: string, document: unknown): Promise<void> =>
  baselines.put({ log, id, document })

export const forgetBaselineHere = (log: string, id: string): Promise<void> => baselines.delete([log, id])

export async function forgetBaselinesHere(log: string): Promise<void> {
  for (const { id } of await baselinesHere(log)) await forgetBaselineHere(log, id).catch(() => undefined)
}
