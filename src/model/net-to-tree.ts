import { notApplicable, ok, type Result } from '../base/result.ts'
import { bagKey, EditableNet } from './editable-net.ts'
import type { PetriNet } from './petri-net.ts'
import { leaf, node, normalTree, type ProcessTree, printTree, silent } from './process-tree.ts'
import { parallelPlaces } from './reduce-net.ts'
import { plainTree } from './tree-to-net.ts'
import { nameOf, workflowNet } from './workflow-net.ts'

/**
 * The process tree of a block-structured workflow net, with the same language, in its normal form. Transitions carry trees,
 * and patterns are replaced by one transition until one is left: van Zelst & Leemans, Translating Workflow Nets to Process
 * Trees: An Algorithmic Approach, 2020. A net of which more is left has no block structure that these patterns tell: then
 * the answer says what. A pass is O(arcs), and every replacement takes a transition, a place or a self-loop away.
 */
export function netToTree(net: PetriNet): Result<ProcessTree> {
  const isWorkflowNet = workflowNet(net)
  if (!isWorkflowNet.ok) return notApplicable(`Only a workflow net can be a tree: ${isWorkflowNet.because}`)
  const { source, sink } = isWorkflowNet.value
  if (source === sink) return ok(silent)
  const heavy = net.transitions.find(({ inputs, outputs }) => [...inputs, ...outputs].some(({ tokens }) => tokens > 1))
  if (heavy)
    return notApplicable(`The transition ${nameOf(heavy)} takes or puts more than one token, which no tree can say.`)
  const work: Work = new EditableNet<ProcessTree>(net, label => (label === null ? silent : leaf(label)))
  while (choices(work) + sequences(work) + loops(work) + selfLoops(work) + branches(work) + parallelPlaces(work) > 0);
  const [only] = work.transitions
  const isDone =
    work.transitions.size === 1 && only![1].inputs.has(source) && only![1].outputs.has(sink) && work.places.size === 2
  return isDone ? ok(normalTree(plainTree(only![1].label))) : notApplicable(leftOver(net, work))
}

type Work = EditableNet<ProcessTree>

function leftOver(net: PetriNet, work: Work): string {
  const names = [...work.transitions.values()].map(({ id, label }) =>
    label.kind === 'silent' ? id : clip(printTree(label)),
  )
  const shown = names.slice(0, 4).join('; ')
  const more = names.length > 4 ? ` and ${names.length - 4} more` : ''
  const places = [...work.places].flatMap(place => net.places[place]?.id ?? []).slice(0, 6)
  return `The net is not block-structured: these parts are left and nest in no way: ${shown}${more} (around ${places.join(', ')}).`
}
const clip = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** Transitions between the same places: one of them happens. */
function choices(work: Work): number {
  const groups = new Map<string, number[]>()
  for (const [t, { inputs, outputs }] of work.transitions) {
    const key = `${bagKey(inputs)};${bagKey(outputs)}`
    const group = groups.get(key)
    if (group) group.push(t)
    else groups.set(key, [t])
  }
  let times = 0
  for (const [first, ...others] of groups.values()) {
    if (others.length === 0) continue
    work.transitions.get(first!)!.label = node(
      '×',
      [first!, ...others].map(t => work.transitions.get(t)!.label),
    )
    for (const t of others) work.removeTransition(t)
    times += others.length
  }
  return times
}

/** All that one puts, on places of nobody else, is all that the other takes: the one and then the other. */
function sequences(work: Work): number {
  let times = 0
  for (const [t, own] of [...work.transitions]) {
    const parts = [own.label]
    for (let next = followerOf(work, t); next !== null; next = followerOf(work, t)) {
      const { label, outputs } = work.transitions.get(next)!
      const between = [...own.outputs.keys()]
      const to = [...outputs.keys()]
      work.removeTransition(next)
      for (const place of between) work.removePlace(place)
      for (const place of to) work.puts(t, place, 1)
      parts.push(label)
      times++
    }
    if (parts.length > 1) own.label = node('→', parts)
  }
  return times
}

function followerOf(work: Work, t: number): number | null {
  const outputs = work.transitions.get(t)?.outputs
  if (outputs === undefined || outputs.size === 0) return null
  const [first] = outputs.keys()
  const [next] = work.consumers[first!]!
  if (next === undefined || next === t) return null
  const taken = work.transitions.get(next)!.inputs
  if (taken.size !== outputs.size) return null
  const isBetween = (place: number) =>
    taken.has(place) && work.producers[place]!.size === 1 && work.consumers[place]!.size === 1 && !work.isMarked(place)
  return [...outputs.keys()].every(isBetween) ? next : null
}

/** Nobody else takes what one takes or puts what it puts, and the other leads back: the one, and again after the other. */
function loops(work: Work): number {
  const byArcs = new Map<string, number>()
  for (const [t, { inputs, outputs }] of work.transitions) byArcs.set(`${bagKey(inputs)};${bagKey(outputs)}`, t)
  let times = 0
  for (const [body, { inputs, outputs }] of [...work.transitions]) {
    if (!work.transitions.has(body) || inputs.size === 0 || outputs.size === 0) continue
    const redo = byArcs.get(`${bagKey(outputs)};${bagKey(inputs)}`)
    if (redo === undefined || redo === body || !work.transitions.has(redo)) continue
    const isOwn = (place: number) => !work.isMarked(place)
    const isTakenByBody = [...inputs.keys()].every(place => isOwn(place) && work.consumers[place]!.size === 1)
    const isPutByBody = [...outputs.keys()].every(place => isOwn(place) && work.producers[place]!.size === 1)
    if (!isTakenByBody || !isPutByBody) continue
    const own = work.transitions.get(body)!
    own.label = node('↺', [own.label, work.transitions.get(redo)!.label])
    work.removeTransition(redo)
    times++
  }
  return times
}

/** What takes from a place and puts back on it happens any number of times between what came before and what comes after. */
function selfLoops(work: Work): number {
  let times = 0
  for (const [t, own] of [...work.transitions]) {
    const [place] = own.inputs.keys()
    if (own.inputs.size !== 1 || own.outputs.size !== 1 || !own.outputs.has(place!) || work.isMarked(place!)) continue
    const isAlone = [...work.consumers[place!]!].every(
      other => other === t || !work.transitions.get(other)!.outputs.has(place!),
    )
    if (!isAlone) continue
    const after = work.addPlace()
    for (const other of [...work.consumers[place!]!]) {
      if (other === t) continue
      work.takesNot(other, place!)
      work.takes(other, after, 1)
    }
    work.putsNot(t, place!)
    work.puts(t, after, 1)
    own.label = node('↺', [silent, own.label])
    times++
  }
  return times
}

/** Transitions on places of their own that begin with the same tokens and end for the same takers: all of them happen. */
function branches(work: Work): number {
  const groups = new Map<string, number[]>()
  for (const [t, { inputs, outputs }] of work.transitions) {
    const before = sameFor(
      inputs.keys(),
      place => (work.consumers[place]!.size === 1 ? work.producers[place]! : null),
      work,
    )
    const after = sameFor(
      outputs.keys(),
      place => (work.producers[place]!.size === 1 ? work.consumers[place]! : null),
      work,
    )
    if (before === null || after === null) continue
    const group = groups.get(`${before};${after}`)
    if (group) group.push(t)
    else groups.set(`${before};${after}`, [t])
  }
  let times = 0
  for (const [first, ...others] of groups.values()) {
    if (others.length === 0) continue
    const own = work.transitions.get(first!)!
    own.label = node(
      '∧',
      [first!, ...others].map(t => work.transitions.get(t)!.label),
    )
    for (const t of others) {
      const { inputs, outputs } = work.transitions.get(t)!
      const [ins, outs] = [[...inputs.keys()], [...outputs.keys()]]
      work.removeTransition(t)
      for (const place of ins) work.takes(first!, place, 1)
      for (const place of outs) work.puts(first!, place, 1)
    }
    times += others.length
  }
  return times
}

/** The neighbours of all places as one text, where all have the same, and nothing begins or ends there. */
function sameFor(
  places: Iterable<number>,
  of: (place: number) => ReadonlySet<number> | null,
  work: Work,
): string | null {
  let same: string | null = null
  for (const place of places) {
    const neighbours = of(place)
    if (neighbours === null || neighbours.size === 0 || work.isMarked(place)) return null
    const text = [...neighbours].sort((a, b) => a - b).join(',')
    if (same !== null && same !== text) return null
    same = text
  }
  return same
}
