import { engineContract } from './engine.contract.ts'
import { naiveEngine } from './naive.fixture.ts'

// It agrees with itself; what counts here are the examples and rules.
engineContract('naive', async logs => naiveEngine(logs), { runs: 15 })
