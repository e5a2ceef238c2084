import { compareText } from '../../base/sort.ts'
import type { StepLog } from '../../log/step-log.ts'
import { selectorKinds, textAt } from '../../log/ui-log.ts'
import type { Routine } from '../../model/routine.ts'
import { isTimed } from './base.ts'
import { type Estimate, measured } from './estimate.ts'
import { changeIn, type Sighting } from './interface-change.ts'
import { sightingsOf } from './sightings.ts'

/** A step that is found in another way from some run on. */
export interface InterfaceChange {
  /** Label of the step. */
  readonly step: string
  /** `element`: nothing that it was found by before is left. `screen`: the page, or the window, is another one. */
  readonly what: 'element' | 'screen'
  readonly before: string
  readonly after: string
  /** The first run, from 1 in the order of time, that shows what came after. */
  readonly fromRun: number
}

/** How an application held still under a routine. */
export interface InterfaceStability {
  /** null: the source names none. */
  readonly application: string | null
  /** Steps that act on an element and were seen at least twice. */
  readonly steps: number
  /** Steps of these whose element and screen stayed what they were. */
  readonly same: number
  /** By step of the routine. */
  readonly changes: readonly InterfaceChange[]
}

/**
 * By application, how many steps of a routine kept the element and the screen that they act on from the first run to the
 * last. An element is the same while one of the ways to find it (identifier, role with label, selectors) stays; what
 * replaces a step at its place, with the same action in the same application, counts as that step. null where times are
 * missing or no order, since nobody knows then what came after what.
 */
export function interfaceStability(routine: Routine, log: StepLog): readonly InterfaceStability[] | null {
  if (!isTimed(log.ui)) return null
  const waysOf = { element: elementWays(log), screen: screenWays(log) }
  const found = new Map<string | null, { steps: number; same: number; changes: InterfaceChange[] }>()
  for (const { label, application, seen } of sightingsOf(routine, log)) {
    const own = found.get(application) ?? { steps: 0, same: 0, changes: [] }
    const changes = (['element', 'screen'] as const).flatMap(what => {
      const sightings: Sighting[] = seen.map(({ element, person, run }) => ({
        ways: waysOf[what](element),
        person,
        run,
      }))
      const change = changeIn(sightings)
      return change === null ? [] : [{ step: label, what, ...change }]
    })
    own.steps++
    if (changes.length === 0) own.same++
    own.changes.push(...changes)
    found.set(application, own)
  }
  return [...found]
    .sort(([a], [b]) => compareText(a ?? '', b ?? ''))
    .map(([application, rest]) => ({ application, ...rest }))
}

/** Steps that stayed the same / steps that could be looked at; null where none could. */
export function sameShare(interfaces: readonly InterfaceStability[] | null): Estimate | null {
  const sum = (key: 'same' | 'steps') => (interfaces ?? []).reduce((all, one) => all + one[key], 0)
  return sum('steps') === 0 ? null : measured(sum('same') / sum('steps'))
}

/** What an element can be found by, the most telling first. */
function elementWays({ ui: { elements } }: StepLog): (element: number) => readonly string[] {
  return element => {
    const [role, name, identifier] = [elements.role, elements.name, elements.identifier].map(of => textAt(of, element))
    const ways: string[] = []
    if (name) ways.push(role ? `${role} “${name}”` : `“${name}”`)
    if (identifier) ways.push(`identifier ${identifier}`)
    for (let s = elements.selectorOffsets[element]!; s < elements.selectorOffsets[element + 1]!; s++)
      ways.push(`${selectorKinds[elements.selectorKinds[s]!]} ${textAt(elements.selectorTexts, s)}`)
    return ways
  }
}

function screenWays({ ui: { elements } }: StepLog): (element: number) => readonly string[] {
  return element =>
    (['page', 'window'] as const).flatMap(part => {
      const text = textAt(elements[part], element)
      return text ? [`${part} ${text}`] : []
    })
}
