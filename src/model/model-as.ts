import { notApplicable, ok, type Result } from '../base/result.ts'
import { type Model, type ModelKind, modelKindNames } from './model.ts'
import { netToTree } from './net-to-tree.ts'
import type { PetriNet } from './petri-net.ts'
import { treeToNet } from './tree-to-net.ts'

/** The model as one of these kinds, the first that it can become; as it is, where its own is among them. */
export function modelAs(model: Model, kinds: readonly ModelKind[]): Result<Model> {
  if (kinds.includes(model.kind)) return ok(model)
  const reasons: string[] = []
  for (const kind of kinds) {
    const made = converted(model, kind)
    if (made.ok) return made
    reasons.push(made.because)
  }
  return notApplicable(reasons.join(' '))
}

/** The model as a net with markings. */
export function modelNet(model: Model): Result<PetriNet> {
  const made = modelAs(model, ['net'])
  return made.ok && made.value.kind === 'net' ? ok(made.value.net) : (made as Result<never>)
}

function converted(model: Model, kind: ModelKind): Result<Model> {
  if (model.kind === 'tree' && kind === 'net') return ok({ kind: 'net', net: treeToNet(model.tree) })
  if (model.kind === 'net' && kind === 'tree') {
    const tree = netToTree(model.net)
    return tree.ok ? ok({ kind: 'tree', tree: tree.value }) : tree
  }
  return notApplicable(`A ${modelKindNames[model.kind]} says other things than a ${modelKindNames[kind]}.`)
}
