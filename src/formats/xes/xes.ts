import type { LogFormat } from '../format.ts'
import { readXes } from './read.ts'
import { recognisesXes } from './recognise.ts'
import { writeXes } from './write.ts'

/** XES 1.0 and 2.0: IEEE Std 1849-2016/2023, eXtensible Event Stream. */
export const xes: LogFormat = {
  id: 'xes',
  title: 'XES (IEEE 1849)',
  extensions: ['xes'],
  recognises: recognisesXes,
  read: readXes,
  write: writeXes,
}
