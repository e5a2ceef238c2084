export type { DirectlyFollowsGraph } from './directly-follows-graph.ts'
export { printArcs } from './directly-follows-graph.ts'
export type { ProcessTree, TreeOperator } from './process-tree.ts'
export { leaf, node, normalTree, parseTree, printTree, silent, treeActivities, treeOperators } from './process-tree.ts'
