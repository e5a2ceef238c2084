import { compareText } from '../../base/sort.ts'
import type { Names } from '../../log/naming.ts'
import type { StepLog } from '../../log/step-log.ts'
import { elementAt, textAt } from '../../log/ui-log.ts'
import { byPerson } from './by-person.ts'
import { frictionContext } from './context.ts'
import type { FrictionKind, FrictionOccurrence } from './friction-kind.ts'
import { contextSwitch } from './kinds/context-switch.ts'
import { copyPasteLoop } from './kinds/copy-paste-loop.ts'
import { correction } from './kinds/correction.ts'
import { deadClick } from './kinds/dead-click.ts'
import { formError } from './kinds/form-error.ts'
import { longWait } from './kinds/long-wait.ts'
import { rageClick } from './kinds/rage-click.ts'
import { retyping } from './kinds/retyping.ts'
import { scrolling } from './kinds/scrolling.ts'
import { searchLoop } from './kinds/search-loop.ts'

/** All kinds, in the order in which they are shown where they cost the same. */
export const frictionKinds: readonly FrictionKind[] = [
  contextSwitch,
  copyPasteLoop,
  retyping,
  correction,
  rageClick,
  deadClick,
  scrolling,
  formError,
  longWait,
  searchLoop,
]

/** Occurrences of one kind at one place of one interface. */
export interface Friction {
  readonly kind: string
  readonly title: string
  readonly application: string | null
  readonly page: string | null
  readonly element: string | null
  readonly occurrences: readonly FrictionOccurrence[]
  /** Sum of the costs, ms; NaN where the log has no times. */
  readonly cost: number
  /** People who met it; doors show it under the minimum group size only. */
  readonly people: number
  readonly suggestion: string
}

/**
 * Difficulties in user interfaces, located by application, page and element, the most expensive first (ties: more
 * occurrences, kind, place). Looked for in what each person does, told of nobody. Linear in the steps but for look-ahead within
 * a recording.
 */
export function frictions(log: StepLog, names: Names): readonly Friction[] {
  const { log: apart, rowOf } = byPerson(log)
  const context = frictionContext(apart)
  const found: Friction[] = []
  frictionKinds.forEach(kind => {
    const groups = new Map<string, { readonly place: Place; readonly occurrences: FrictionOccurrence[] }>()
    for (const each of kind.find(context)) {
      const occurrence = { ...each, first: rowOf(each.first), last: rowOf(each.last) }
      const place = placeOf(log, occurrence.element, names)
      const key = JSON.stringify(place)
      const group = groups.get(key)
      if (group) group.occurrences.push(occurrence)
      else groups.set(key, { place, occurrences: [occurrence] })
    }
    for (const { place, occurrences } of groups.values()) found.push(frictionOf(kind, place, occurrences, log))
  })
  const worth = ({ cost }: Friction) => (Number.isNaN(cost) ? -1 : cost)
  return found
    .map((friction, i) => ({ friction, i }))
    .sort(
      (a, b) =>
        worth(b.friction) - worth(a.friction) ||
        b.friction.occurrences.length - a.friction.occurrences.length ||
        compareText(placeText(a.friction), placeText(b.friction)) ||
        a.i - b.i,
    )
    .map(({ friction }) => friction)
}

interface Place {
  readonly application: string | null
  readonly page: string | null
  readonly element: string | null
}

function placeOf({ ui }: StepLog, element: number, names: Names): Place {
  const found = elementAt(ui.elements, element)
  return {
    application: found?.application ?? null,
    page: found?.page ?? found?.document ?? found?.window ?? null,
    element: names.element(ui.elements, element) ?? found?.group ?? null,
  }
}

function frictionOf(
  kind: FrictionKind,
  place: Place,
  occurrences: readonly FrictionOccurrence[],
  { ui }: StepLog,
): Friction {
  const people = new Set<string>()
  let cost = 0
  let timed = false
  for (const occurrence of occurrences) {
    people.add(textAt(ui.user, occurrence.first) ?? '')
    if (Number.isNaN(occurrence.cost)) continue
    timed = true
    cost += occurrence.cost
  }
  return {
    kind: kind.id,
    title: kind.title,
    ...place,
    occurrences,
    cost: timed ? cost : Number.NaN,
    people: people.size,
    suggestion: kind.suggestion,
  }
}

const placeText = ({ application, page, element }: Friction) =>
  [application, page, element].map(text => text ?? '').join('\n')
