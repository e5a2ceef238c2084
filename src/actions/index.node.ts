export { documentDocx } from './document/docx.node.ts'
export { type NodeOutputKind, nodeOutputs } from './outputs.node.ts'
