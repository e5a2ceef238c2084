import { decodeUtf8 } from '../../base/utf8.ts'
import { printConstraint } from '../../model/declare.ts'
import type { Model } from '../../model/model.ts'
import { printNet } from '../../model/net-notation.ts'
import { printTree } from '../../model/process-tree.ts'
import { printSystem } from '../../model/transition-system.ts'
import { modelFormats } from './model-formats.ts'
import { writeModel } from './open-model.ts'

/** A model as text: notation for kinds that have one, else the format that holds it. */
export function printModel(model: Model): string {
  if (model.kind === 'tree') return printTree(model.tree)
  if (model.kind === 'net') return printNet(model.net)
  if (model.kind === 'declare') return model.declare.constraints.map(printConstraint).join('\n')
  if (model.kind === 'system') return printSystem(model.system).join('\n')
  return decodeUtf8(writeModel(model, modelFormats.find(({ kinds }) => kinds.includes(model.kind))!).bytes)
}
