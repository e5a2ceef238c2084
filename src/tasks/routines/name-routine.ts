import type { Names } from '../../log/naming.ts'
import { textAt, type UiAction, uiActions } from '../../log/ui-log.ts'
import type { Routine } from '../../model/routine.ts'
import type { Items } from '../segmentation/items.ts'

const WRITES: ReadonlySet<UiAction> = new Set(['enter', 'paste', 'select', 'check', 'uncheck'])
const READS: ReadonlySet<UiAction> = new Set(['copy', 'cut', 'read'])

/**
 * A name from what is done where: "Enter New record in Chrome", "Look up Orders in Excel", else from its last click. `usual`
 * holds an item for each step that most runs have.
 */
export function nameRoutine(items: Items, usual: readonly number[], names: Names): string {
  const { ui, element, action } = items
  const acts = (kinds: ReadonlySet<UiAction>) =>
    usual.filter(i => kinds.has(uiActions[action[i]!]!) && element[i]! >= 0)
  const application = (i: number) => {
    const text = textAt(ui.elements.application, element[i]!)
    return text === null ? null : names.label(text)
  }
  for (const [verb, members] of [
    ['Enter', acts(WRITES)],
    ['Look up', acts(READS)],
  ] as const) {
    const place = commonest(members.map(i => names.place(ui.elements, element[i]!)))
    if (place === null) continue
    const where = commonest(members.map(application))
    return where === null || where === place ? `${verb} in ${place}` : `${verb} ${place} in ${where}`
  }
  const last = usual.findLast(i => element[i]! >= 0 && names.element(ui.elements, element[i]!) !== null)
  if (last === undefined) return 'Routine'
  const where = application(last)
  const what = names.element(ui.elements, element[last]!)!
  return where === null ? what : `${what} in ${where}`
}

/** The text that comes most often, the first one of several; null where there is none. */
function commonest(texts: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>()
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1)
  let best: string | null = null
  for (const [text, count] of counts) if (best === null || count > counts.get(best)!) best = text
  return best
}

/** Routines of one name get the step that only one of them has behind it, or a number. */
export function toldApart(routines: readonly Routine[]): Routine[] {
  const taken = new Map<string, number>()
  const alike = new Map<string, number>()
  for (const { name } of routines) alike.set(name, (alike.get(name) ?? 0) + 1)
  return routines.map(routine => {
    if (alike.get(routine.name) === 1) return routine
    const others = new Set(
      routines
        .filter(other => other !== routine && other.name === routine.name)
        .flatMap(other => other.steps.map(step => step.class)),
    )
    const own = routine.steps.find(step => step.share > 0.5 && !others.has(step.class))
    const name = own ? `${routine.name}: ${own.label}` : routine.name
    const times = (taken.get(name) ?? 0) + 1
    taken.set(name, times)
    return { ...routine, name: times === 1 ? name : `${name} (${times})` }
  })
}
