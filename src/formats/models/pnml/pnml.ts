import { assert } from '../../../base/errors.ts'
import type { ModelFormat } from '../model-format.ts'
import { parseXml } from '../parse-xml.ts'
import { readPnml } from './read.ts'
import { printPnml } from './write.ts'

/** The Petri Net Markup Language (ISO/IEC 15909-2, 2011), as ProM, pm4py, WoPeD and others write it. */
export const pnml: ModelFormat = {
  id: 'pnml',
  title: 'PNML (ISO/IEC 15909-2)',
  extensions: ['pnml'],
  kinds: ['net'],
  recognises: ({ root }) => root === 'pnml',
  read: ({ text }, problems) => ({ kind: 'net', net: readPnml(parseXml(text, problems).root, problems) }),
  write(model, problems) {
    assert(model.kind === 'net', 'PNML of what is no net')
    return printPnml(model.net, problems)
  },
}
