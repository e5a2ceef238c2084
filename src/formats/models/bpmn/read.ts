import { FormatError } from '../../../base/errors.ts'
import type { Platform } from '../../../base/platform.ts'
import { decodeUtf8 } from '../../../base/utf8.ts'
import { qualified } from '../../../base/xml-tree.ts'
import { type Problem, Problems } from '../../../log/problems.ts'
import type { BpmnModel } from '../../../model/bpmn.ts'
import { ENCODING_HEAD, transcoderFor } from '../../xes/encoding.ts'
import { parseXml } from '../parse-xml.ts'
import { identified } from './identify.ts'
import { BPMN } from './names.ts'
import { modelOf } from './read-model.ts'

export interface ReadBpmnOptions {
  readonly platform: Platform
}

/**
 * A BPMN 2.0 file (OMG formal/13-12-09, its XML and its diagram interchange). What is not of BPMN, or not of the model, is
 * kept for writing. Throws `FormatError` with line and element where the file is no well-formed XML or no BPMN 2.0.
 */
export function readBpmn(
  file: Uint8Array | string,
  options: ReadBpmnOptions,
): { readonly model: BpmnModel; readonly problems: readonly Problem[] } {
  const problems = new Problems()
  const model = readBpmnText(typeof file === 'string' ? file : textOf(file, options, problems), problems)
  return { model, problems: problems.list() }
}

/** As `readBpmn`, of a text. */
export function readBpmnText(text: string, problems: Problems): BpmnModel {
  const document = parseXml(text, problems)
  const { root } = document
  if (root.name !== 'definitions' || root.namespace !== BPMN)
    throw new FormatError(
      `The outermost element is <${qualified(root)}> of "${root.namespace}", not <definitions> of BPMN 2.0.`,
      {
        line: root.line,
        fix: 'Export the model as BPMN 2.0 XML.',
      },
    )
  const model = modelOf(identified(root, problems).root, document, problems)
  if (model.processes.length === 0)
    problems.add('no-process', 'There is no process in the file.', { line: root.line }, 'warning')
  return model
}

function textOf(bytes: Uint8Array, { platform }: ReadBpmnOptions, problems: Problems): string {
  if (bytes.length === 0) throw new FormatError('The file is empty.', { fix: 'Export it again from where it came.' })
  const { transcoder, skip } = transcoderFor(bytes.subarray(0, ENCODING_HEAD), platform)
  const text = decodeUtf8(transcoder.push(bytes.subarray(skip))) + decodeUtf8(transcoder.finish())
  if (transcoder.malformed > 0)
    problems.add(
      'malformed-text',
      `Bytes are no valid ${transcoder.name}; each was read as best it could be.`,
      {},
      'warning',
      transcoder.malformed,
    )
  return text
}
