export type { DirectlyFollowsGraph } from './directly-follows-graph.ts'
export { printArcs } from './directly-follows-graph.ts'
