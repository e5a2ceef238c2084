import { type FlowKind, flowKinds, type StepLog } from '../log/step-log.ts'
import { type Cleaning, is, isWrite } from './cleaning/cleaning.ts'
import { Sources } from './data-flow-sources.ts'

export interface DataFlowOptions {
  /** A value is looked for among this many steps back; what lies further is taken for chance. Default 100. */
  readonly reach?: number
  /** Take a value whose shape is part of that of the latest read or copy for derived from it: a guess, so off by default. */
  readonly byShape?: boolean
}

const code = Object.fromEntries(flowKinds.map((kind, at) => [kind, at])) as { readonly [K in FlowKind]: number }

interface Found {
  readonly step: number
  readonly kind: FlowKind
}

/**
 * For each step the earlier one that its value came from: the copy that it pastes (`clipboard`; `derived` where what was
 * pasted was changed), the step whose value was typed again (`retyped`), or a step whose value it was made of or is part
 * of (`derived`: by the texts where they were kept, by a shared business identifier, by an edit of the same place).
 * A copy or read of a place leads back to the step that wrote there, so that sources are chains. On masked values
 * equality is by hash, and nothing is concluded from shapes unless `byShape` declares it. Linear in the steps.
 * `takes`: by UI event that writes, the event of the copy that it takes.
 */
export function withDataFlow(
  steps: StepLog,
  cleaning: Cleaning,
  takes: ReadonlyMap<number, number>,
  { reach = 100, byShape = false }: DataFlowOptions = {},
): StepLog {
  const source = new Int32Array(steps.stepCount).fill(-1)
  const flow = new Uint8Array(steps.stepCount)
  const sources = new Sources(steps, cleaning, reach)
  for (let s = 0; s < steps.stepCount; s++) {
    sources.begin(s)
    const found = sourceOf(steps, cleaning, sources, takes, s, byShape)
    if (found) {
      source[s] = found.step
      flow[s] = code[found.kind]
    }
    sources.add(s)
  }
  return { ...steps, source, flow }
}

function sourceOf(
  steps: StepLog,
  cleaning: Cleaning,
  sources: Sources,
  takes: ReadonlyMap<number, number>,
  s: number,
  byShape: boolean,
): Found | null {
  const action = steps.action[s]!
  if (action === is.read || action === is.copy || action === is.cut) return writtenBefore(steps, cleaning, sources, s)
  if (!isWrite(action)) return null
  const copied = fromClipboard(steps, cleaning, sources, takes, s)
  if (copied) return copied
  const value = steps.value[s]!
  const again = sources.withContent(value, s)
  if (again >= 0) return { step: again, kind: action === is.paste ? 'clipboard' : 'retyped' }
  const edited = writtenBefore(steps, cleaning, sources, s)
  if (edited) return edited
  const made = Math.max(sources.withKey(value, s), sources.withText(value, s))
  if (made >= 0) return { step: made, kind: 'derived' }
  const alike = byShape ? sources.withShape(value) : -1
  return alike >= 0 ? { step: alike, kind: 'derived' } : null
}

function fromClipboard(
  { ui, rows, rowOffsets, action, value }: StepLog,
  cleaning: Cleaning,
  sources: Sources,
  takes: ReadonlyMap<number, number>,
  s: number,
): Found | null {
  for (let at = rowOffsets[s + 1]! - 1; at >= rowOffsets[s]!; at--) {
    const row = rows[at]!
    const paste = action[s] === is.paste && (ui.action[row] === is.paste || at === rowOffsets[s + 1]! - 1)
    const copy = takes.get(row)
    // a copy before a cut is known by its content alone
    const step = copy !== undefined ? sources.stepOf(copy) : paste ? sources.copyOf(ui.value[row]!) : -1
    if (step < 0 || step >= s) continue
    if (action[s] !== is.paste) return { step, kind: 'retyped' }
    const kept = value[s]! < 0 || ui.value[row]! < 0 || cleaning.equalValues(value[s]!, ui.value[row]!)
    return { step, kind: kept ? 'clipboard' : 'derived' }
  }
  return null
}

/**
 * The step that put into the same place what is taken from there or edited there. Once the form was sent or the page
 * left, the place may hold something else: then only what is still equal came from it.
 */
function writtenBefore({ value, action }: StepLog, cleaning: Cleaning, sources: Sources, s: number): Found | null {
  const { step, since } = sources.writtenInto(s)
  if (step < 0) return null
  const stays = !since || (!isWrite(action[s]!) && cleaning.equalValues(value[step]!, value[s]!))
  return stays ? { step, kind: 'derived' } : null
}

/** The chain of sources of a step, nearest first: where its value came from, and where that came from. */
export function sourcesOf({ source }: StepLog, step: number): number[] {
  const chain: number[] = []
  for (let s = source[step]!; s >= 0; s = source[s]!) chain.push(s)
  return chain
}
