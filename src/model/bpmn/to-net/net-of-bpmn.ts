import { notApplicable, ok, type Result } from '../../../base/result.ts'
import type { BpmnModel, BpmnProcess } from '../../bpmn.ts'
import { type PetriNet, PetriNetBuilder } from '../../petri-net.ts'
import { asOneLine } from '../one-line.ts'
import { NetDraft } from './draft.ts'
import { type ScopeNet, translateScope } from './scope.ts'
import { Refusal } from './scope-graph.ts'

export interface BpmnNetOptions {
  /** Id of the process; needed where several have something in them. */
  readonly process?: string
  /** Named events are labelled transitions too; else only activities are. */
  readonly labelEvents?: boolean
  /** Names are labels as they stand; else blanks and line breaks, by which tools wrap names, are one blank each. */
  readonly keepBlanks?: boolean
}

/** A net and what of the model each of its transitions is. */
export interface BpmnNet {
  readonly net: PetriNet
  /** For each transition the id of the element that it stands for; null where it only passes on. */
  readonly elements: readonly (string | null)[]
  /** Where the net says something else than the model, with the element. */
  readonly notes: readonly { readonly element: string; readonly because: string }[]
}

/**
 * A process as a labelled net with one place where a case begins and final markings where it ends, by Dijkman, Dumas &
 * Ouyang, Semantics and analysis of business process models in BPMN, 2008, with these additions: several end events
 * (final markings with as many tokens), terminate, errors and interruptions (a step from each marking of what they end,
 * exact where the scope is sound), inclusive gateways in blocks (tokens for branches not taken). Data, conditions, time
 * and messages between pools decide nothing: whatever they allow may happen. Refused, with the element: what has no
 * bounded net.
 */
export function netOfBpmn(model: BpmnModel, options: BpmnNetOptions = {}): Result<BpmnNet> {
  const chosen = chooseProcess(model, options.process)
  if (!chosen.ok) return chosen
  const notes: { element: string; because: string }[] = []
  const draft = new NetDraft()
  try {
    const context = {
      draft,
      labelEvents: options.labelEvents ?? false,
      keepBlanks: options.keepBlanks ?? false,
      note: (element: string, because: string) => void notes.push({ element, because }),
    }
    const scope = translateScope(chosen.value, context, chosen.value.name || 'the process', true)
    return ok({ ...build(draft, scope), notes })
  } catch (error) {
    if (error instanceof Refusal) return notApplicable(error.message)
    throw error
  }
}

function chooseProcess({ processes }: BpmnModel, id: string | undefined): Result<BpmnProcess> {
  const named = processes
    .map(process => `${process.id}${process.name === '' ? '' : ` (${asOneLine(process.name)})`}`)
    .join(', ')
  if (id !== undefined) {
    const found = processes.find(process => process.id === id)
    return found ? ok(found) : notApplicable(`There is no process "${id}"; there are: ${named}.`)
  }
  const [only, ...others] = processes.filter(({ nodes }) => nodes.length > 0)
  if (!only) return notApplicable('There is no process with anything in it.')
  return others.length === 0
    ? ok(only)
    : notApplicable(`There are several processes; take one of them alone (pool; --pool on the command line): ${named}.`)
}

function build(draft: NetDraft, { start, end, endTokens }: ScopeNet): Pick<BpmnNet, 'net' | 'elements'> {
  const builder = new PetriNetBuilder()
  const used = new Set([start, end])
  for (const { inputs, outputs } of draft.transitions)
    for (const place of [...inputs.keys(), ...outputs.keys()]) used.add(place)
  const numbers = new Map<number, number>()
  for (const place of [...used].sort((a, b) => a - b))
    numbers.set(place, builder.place(undefined, draft.places[place]!))
  const taken = new Set<string>()
  draft.transitions.forEach(({ element, label, inputs, outputs }, t) => {
    const base = element ?? `t${t + 1}`
    let id = base
    for (let n = 2; taken.has(id); n++) id = `${base}:${n}`
    taken.add(id)
    const transition = builder.transition(label, id)
    for (const [place, tokens] of inputs) builder.takes(transition, numbers.get(place)!, tokens)
    for (const [place, tokens] of outputs) builder.puts(transition, numbers.get(place)!, tokens)
  })
  const net = builder.build(
    [[numbers.get(start)!, 1]],
    endTokens.map(tokens => [[numbers.get(end)!, tokens] as const]),
  )
  return { net, elements: draft.transitions.map(({ element }) => element) }
}
