export { type CheckProvenance, complianceReport } from './compliance-report.ts'
export type { Block, DocumentModel } from './document/document.ts'
export { documentHtml } from './document/html.ts'
export { documentMarkdown } from './document/markdown.ts'
export { processDocument } from './document/process-document.ts'
export type { Wireframe } from './document/wireframe.ts'
export { wireframeSvg } from './document/wireframe-svg.ts'
export { type Evidence, evidenceOf } from './evidence.ts'
export type { Output, OutputFile, OutputKind } from './output.ts'
export { outputs } from './outputs.ts'
export { sampleRows } from './sample-values.ts'
export { type Accuracy, scoreTraining, type TrainingScore } from './training/score.ts'
export {
  type Purpose,
  purposes,
  type TrainingData,
  type TrainingOptions,
  trainingData,
} from './training/training-data.ts'
