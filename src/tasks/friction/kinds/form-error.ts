import type { FrictionContext, FrictionKind, FrictionOccurrence } from '../friction-kind.ts'

export const formError: FrictionKind = {
  id: 'form-error',
  title: 'Forms sent again',
  definition:
    'A form is sent (a submit, or a click on a button of the page), then some but not all of the fields of the page that were filled before it are changed, and it is sent again, with no other page between. Its cost is the hands-on time from the first to the second sending.',
  source: 'Own definition, after the guideline that errors are told at the field (Bargas-Avila et al., 2010)',
  suggestion: 'Check the fields while they are filled and say at the field what is wrong.',
  find(context) {
    const { log, row, time, together } = context
    const found: FrictionOccurrence[] = []
    for (let s = 0; s < log.stepCount; s++) {
      if (!sends(context, s)) continue
      const page = context.place(s, 'page')
      if (page === null) continue
      const filled = filledBefore(context, s, page)
      const changed = new Set<number>()
      for (let next = s + 1; next < log.stepCount && together(s, next); next++) {
        if (context.action(next) === 'navigate' || context.place(next, 'page') !== page) break
        if (sends(context, next)) {
          // a form that is filled anew from its first field on is the next record, not a repair
          if (changed.size > 0 && changed.size < filled.size)
            found.push({ first: row(s), last: row(next), element: log.element[next]!, cost: time(row(s), row(next)) })
          break
        }
        if (fills(context, next) && filled.has(log.element[next]!)) changed.add(log.element[next]!)
      }
    }
    return found
  },
}

const sends = ({ action, place }: FrictionContext, step: number) =>
  action(step) === 'submit' || (action(step) === 'click' && place(step, 'role') === 'button')
const fills = ({ action }: FrictionContext, step: number) => ['enter', 'paste', 'select'].includes(action(step))

function filledBefore(context: FrictionContext, at: number, page: string): ReadonlySet<number> {
  const filled = new Set<number>()
  for (let s = at - 1; s >= 0 && context.together(s, at) && !sends(context, s); s--) {
    if (fills(context, s) && context.place(s, 'page') === page) filled.add(context.log.element[s]!)
  }
  return filled
}
