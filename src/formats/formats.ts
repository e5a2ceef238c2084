import type { LogFormat } from './format.ts'
import { ocelLogFormats } from './ocel/as-log.ts'
import { tabularFormats } from './tabular-formats.ts'
import { xes } from './xes/xes.ts'

/** Every format that can be read, in the order in which ties are shown. Adding one: a file, its test, a sample, a line here, a page. */
export const formats: readonly LogFormat[] = [...ocelLogFormats, xes, ...tabularFormats]
