import { nodePlatform } from '../../base/platform.node.ts'
import { engineContract } from '../engine.contract.ts'
import { createMemoryEngine } from './memory-engine.ts'

engineContract(
  'memory',
  async logs => createMemoryEngine({ platform: nodePlatform, logs: new Map(logs.map(({ id, log }) => [id, { log }])) }),
  // More on demand: CONTRACT_RUNS=5000 npx vitest run src/engine/memory
  { runs: Number(process.env['CONTRACT_RUNS'] ?? 60) },
)
