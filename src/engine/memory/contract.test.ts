import { nodePlatform } from '../../base/platform.node.ts'
import type { Platform } from '../../base/platform.ts'
import { engineContract } from '../engine.contract.ts'
import { createMemoryEngine } from './memory-engine.ts'

/** A machine so slow that the engine rests whenever it may, and other questions come in between. */
let clock = Date.now()
const slow: Platform = { ...nodePlatform, now: () => (clock += 1000) }

engineContract(
  'memory on a slow machine',
  async logs => createMemoryEngine({ platform: slow, logs: new Map(logs.map(({ id, log }) => [id, { log }])) }),
  { runs: 30, seed: 2 },
)
