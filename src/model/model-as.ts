import { notApplicable, ok, type Result } from '../base/result.ts'
import { layoutBpmn } from './bpmn/layout/layout-bpmn.ts'
import { bpmnOfNet } from './bpmn/of-net.ts'
import { bpmnOfTree } from './bpmn/of-tree.ts'
import { asOneLine } from './bpmn/one-line.ts'
import { netOfBpmn } from './bpmn/to-net/net-of-bpmn.ts'
import type { BpmnModel } from './bpmn.ts'
import { dfgToNet } from './dfg-to-net.ts'
import { type Model, type ModelKind, modelKindNames } from './model.ts'
import { netToTree } from './net-to-tree.ts'
import { isWeighted, type PetriNet } from './petri-net.ts'
import { treeActivities } from './process-tree.ts'
import { systemToNet } from './transition-system.ts'
import { treeToNet } from './tree-to-net.ts'

/** Told of each place where the new model says something else than the old one. */
export type Difference = (element: string, because: string) => void

/** The model as one of these kinds, the first that it can become; as it is, where its own is among them. */
export function modelAs(model: Model, kinds: readonly ModelKind[], tell: Difference = () => {}): Result<Model> {
  if (kinds.includes(model.kind)) return ok(model)
  const reasons: string[] = []
  for (const kind of kinds) {
    const made = converted(model, kind, tell)
    if (made.ok) return made
    reasons.push(made.because)
  }
  return notApplicable(reasons.join(' '))
}

/** The model as a net with markings. */
export function modelNet(model: Model, tell?: Difference): Result<PetriNet> {
  const made = modelAs(model, ['net'], tell)
  return made.ok && made.value.kind === 'net' ? ok(made.value.net) : (made as Result<never>)
}

function converted(model: Model, kind: ModelKind, tell: Difference): Result<Model> {
  switch (model.kind) {
    case 'tree':
      if (kind === 'net') return ok({ kind, net: treeToNet(model.tree) })
      if (kind === 'bpmn') {
        tellBlanks(treeActivities(model.tree), tell)
        return ok({ kind, bpmn: layoutBpmn(bpmnOfTree(model.tree)) })
      }
      break
    case 'net':
      if (isWeighted(model.net) && (kind === 'tree' || kind === 'bpmn'))
        tell('weights', `a ${modelKindNames[kind]} has none: they are left out`)
      if (kind === 'tree') return mapped(netToTree(model.net), tree => ({ kind, tree }))
      if (kind === 'bpmn')
        return mapped(drawnNet(model.net), bpmn => {
          tellBlanks(
            model.net.transitions.map(({ label }) => label),
            tell,
          )
          return { kind, bpmn: layoutBpmn(bpmn) }
        })
      break
    case 'system': {
      if (kind === 'dfg' || kind === 'declare') break
      const made = mapped(systemToNet(model.system), net => ({ kind: 'net', net }))
      return made.ok && kind !== 'net' ? converted(made.value, kind, tell) : made
    }
    case 'bpmn': {
      if (kind !== 'net' && kind !== 'tree') break
      const made = netOfBpmn(model.bpmn)
      if (!made.ok) return made
      for (const { element, because } of made.value.notes) tell(element, because)
      const net: Model = { kind: 'net', net: made.value.net }
      return kind === 'net' ? ok(net) : converted(net, kind, tell)
    }
    case 'dfg': {
      if (kind !== 'net' && kind !== 'tree' && kind !== 'bpmn') break
      const made = dfgToNet(model.dfg)
      if (!made.ok) return made
      const net: Model = { kind: 'net', net: made.value }
      return kind === 'net' ? ok(net) : converted(net, kind, tell)
    }
  }
  return notApplicable(`A ${modelKindNames[model.kind]} says other things than a ${modelKindNames[kind]}.`)
}

/** A block-structured net is BPMN by its tree where its silent transitions mix choice and synchronisation. */
function drawnNet(net: PetriNet): Result<BpmnModel> {
  const drawn = bpmnOfNet(net)
  if (drawn.ok) return drawn
  const tree = netToTree(net)
  return tree.ok ? ok(bpmnOfTree(tree.value)) : drawn
}

/** BPMN names are read with their blanks put together, since tools wrap them. */
function tellBlanks(labels: Iterable<string | null>, tell: Difference): void {
  for (const label of new Set(labels))
    if (label !== null && label !== asOneLine(label))
      tell(JSON.stringify(label), `as the name of a task it is read as ${JSON.stringify(asOneLine(label))}`)
}

const mapped = <A>(result: Result<A>, model: (value: A) => Model): Result<Model> =>
  result.ok ? ok(model(result.value)) : result
