import { assert } from '../../../base/errors.ts'
import type { ModelFormat } from '../model-format.ts'
import { readBpmnText } from './read.ts'
import { writeBpmn } from './write.ts'

/** BPMN 2.0 (OMG formal/13-12-09) with its diagrams. */
export const bpmn: ModelFormat = {
  id: 'bpmn',
  title: 'BPMN 2.0',
  extensions: ['bpmn', 'bpmn2'],
  kinds: ['bpmn'],
  recognises: ({ root }) => root === 'definitions',
  read: ({ text }, problems) => ({ kind: 'bpmn', bpmn: readBpmnText(text, problems) }),
  write(model) {
    assert(model.kind === 'bpmn', 'BPMN of what is none')
    return writeBpmn(model.bpmn)
  },
}
