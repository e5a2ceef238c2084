import { nodePlatform } from '../base/platform.node.ts'
import { createMemoryEngine } from '../engine/index.ts'
import { openLogFolder } from '../formats/log-folder/log-folder.node.ts'
import type { Opening } from './library.ts'

/** How stored logs become answers: opened without decoding, under the memory engine. */
export const storedLogs: Opening = {
  open: openLogFolder,
  engine: (id, _name, { log, problems }) =>
    createMemoryEngine({ platform: nodePlatform, logs: new Map([[id, { log, problems }]]) }),
}
