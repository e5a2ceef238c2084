export { alignInThreads, type ThreadOptions } from './alignments/align-in-threads.node.ts'
