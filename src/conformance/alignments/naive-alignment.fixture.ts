import { expect } from 'vitest'
import { fire, isEnabled, isFinal, type Marking, type PetriNet } from '../../model/petri-net.ts'
import { type Alignment, type AlignmentCosts, type Move, unitCosts } from './alignment.ts'

const MOVE = 1e6

/**
 * Least moves and silent moves by Dijkstra's algorithm over the synchronous product, from the definition alone; null: no final marking
 * can be reached; undefined: `limit` states did not answer.
 */
export function naiveCost(
  net: PetriNet,
  trace: readonly string[],
  {
    goal = 'complete',
    limit = 2000,
    isEnd = () => true,
    costs = unitCosts,
  }: {
    goal?: 'complete' | 'prefix'
    limit?: number
    isEnd?: (marking: Marking) => boolean
    costs?: AlignmentCosts
  } = {},
): { moves: number; silents: number } | null | undefined {
  type State = { position: number; marking: Marking }
  const open = new Map<number, State[]>()
  const add = (cost: number, state: State) => {
    if (!open.has(cost)) open.set(cost, [])
    open.get(cost)!.push(state)
  }
  add(0, { position: 0, marking: net.initial })
  const done = new Set<string>()
  while (open.size > 0) {
    const cost = Math.min(...open.keys())
    const state = open.get(cost)!.pop()
    if (!state) open.delete(cost)
    const key = state && `${state.position}:${state.marking}`
    if (!state || done.has(key!)) continue
    done.add(key!)
    const { position, marking } = state
    if (position === trace.length && (goal === 'prefix' ? isEnd(marking) : isFinal(net, marking)))
      return { moves: Math.floor(cost / MOVE), silents: cost % MOVE }
    if (done.size > limit) return undefined
    if (position < trace.length) add(cost + MOVE * costs.logMove(trace[position]!), { position: position + 1, marking })
    for (const transition of net.transitions) {
      if (!isEnabled(transition, marking)) continue
      const after = fire(transition, marking)
      add(cost + (transition.label === null ? 1 : MOVE * costs.modelMove(transition.label)), {
        position,
        marking: after,
      })
      if (transition.label !== null && transition.label === trace[position])
        add(cost, { position: position + 1, marking: after })
    }
  }
  return null
}

const costOfMove = (move: Move, costs: AlignmentCosts) => {
  if (move.kind === 'log') return costs.logMove(move.activity)
  return move.kind === 'model' ? costs.modelMove(move.activity) : 0
}

/** Replays an alignment: its log side is the trace, its model side a run of the net, its cost that of its moves. */
export function expectValid(
  net: PetriNet,
  trace: readonly string[],
  alignment: Alignment,
  goal: 'complete' | 'prefix' = 'complete',
  costs = unitCosts,
): void {
  const { moves } = alignment
  const said = moves.flatMap(move => (move.kind === 'synchronous' || move.kind === 'log' ? [move.activity] : []))
  expect(said).toEqual(trace)
  let marking = net.initial
  for (const move of moves) {
    if (move.kind === 'log') continue
    const transition = net.transitions[move.transition]!
    expect(transition.label).toBe(move.kind === 'silent' ? null : move.activity)
    expect(isEnabled(transition, marking)).toBe(true)
    marking = fire(transition, marking)
  }
  if (goal === 'complete') expect(isFinal(net, marking)).toBe(true)
  expect(moves.reduce((sum, move) => sum + costOfMove(move, costs), 0)).toBe(alignment.cost)
  expect(moves.filter(({ kind }) => kind === 'silent').length).toBe(alignment.silentMoves)
  expect(alignment.lower).toBeLessThanOrEqual(alignment.cost)
}
