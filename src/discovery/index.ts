export { directlyFollows } from './directly-follows.ts'
export { type HappyPath, happyPath } from './happy-path.ts'
export { inductiveMinerDirectlyFollows } from './inductive-miner/from-directly-follows.ts'
export { inductiveMiner, inductiveMinerInfrequent } from './inductive-miner/inductive-miner.ts'
export { inductiveMinerLifeCycle } from './inductive-miner/life-cycle-miner.ts'
export {
  type ActivitySelection,
  type DrawnArcs,
  drawArcs,
  type HiddenPaths,
  keepActivities,
  keepClause,
  keepNamed,
  rankActivities,
} from './process-map.ts'
export { widestPaths } from './widest-paths.ts'
