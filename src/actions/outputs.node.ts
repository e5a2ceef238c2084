import type { Procedure } from '../tasks/procedure/procedure.ts'
import { processDocument } from './document/process-document.ts'
import { processDocumentOutput } from './document/process-document-output.ts'
import type { Output, OutputKind } from './output.ts'
import { outputs } from './outputs.ts'

/** An output where Node runs: it may take its time, for what core cannot do. */
export interface NodeOutputKind extends Pick<OutputKind, 'id' | 'title' | 'state'> {
  make(procedure: Procedure): Promise<Output>
}

/** All outputs of core; the process document also as DOCX. */
export const nodeOutputs: readonly NodeOutputKind[] = outputs.map(output => ({
  ...output,
  async make(procedure) {
    const made = output.make(procedure)
    if (output !== processDocumentOutput) return made
    // loaded only where it is asked for: every command would pay for it
    const { documentDocx } = await import('./document/docx.node.ts')
    const content = await documentDocx(processDocument(procedure))
    return { ...made, files: [{ path: `${procedure.id}.docx`, content }, ...made.files] }
  },
}))
