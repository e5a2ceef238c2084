import { RequestError } from '../base/errors.ts'
import type { Holder } from '../privacy/sealed-names.node.ts'
import type { LogRecord, Store } from '../store/index.ts'

/** A log whose names are sealed stays so, to the same people, whatever is read into it; a first import that failed too. */
export async function sealOf(store: Store, { id, version }: LogRecord, keep: boolean | null) {
  const holders = (await store.settings.get(sealSetting(id))) as unknown as readonly Holder[] | null
  if (holders === null) return null
  if (keep === true) throw keptBesideSeal()
  return { holders, must: version === null }
}
/** Where it is remembered to whom the names of a log are sealed. */
export const sealSetting = (log: string) => `sealed-to ${log}`
export const keptBesideSeal = () =>
  new RequestError('Names cannot be sealed while the file that has them is kept: leave keepSource out.')
