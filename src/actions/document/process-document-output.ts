import type { Procedure } from '../../tasks/procedure/procedure.ts'
import { evidenceFile } from '../evidence.ts'
import type { Output, OutputKind } from '../output.ts'
import { documentHtml } from './html.ts'
import { documentMarkdown } from './markdown.ts'
import { processDocument } from './process-document.ts'

/** The process definition document as HTML and Markdown; where Node runs, `documentDocx` adds it as DOCX. */
export const processDocumentOutput: OutputKind = {
  id: 'process-document',
  title: 'Process document and work instruction',
  state: 'document',
  make,
}

function make(procedure: Procedure): Output {
  const document = processDocument(procedure)
  return {
    files: [
      { path: `${procedure.id}.html`, content: documentHtml(document) },
      { path: `${procedure.id}.md`, content: documentMarkdown(document) },
      evidenceFile(procedure),
    ],
    toDo: [
      'Add why the work is done, and for whom.',
      'Have somebody who does the work, and the owner of the process, read it.',
      ...(procedure.exceptions.length === 0 ? [] : ['Say what has to be done in each exception.']),
    ],
  }
}
