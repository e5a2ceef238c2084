export type { Output, OutputFile, OutputKind } from './output.ts'
export { outputs } from './outputs.ts'
export { sampleRows } from './sample-values.ts'
