import type { FrictionContext, FrictionKind, FrictionOccurrence } from '../friction-kind.ts'

const FEWEST = 2
const SEARCH = /(^|[^\p{L}])(search|find|filter|query|lookup|suche|suchen|recherche|buscar|cerca|zoek)([^\p{L}]|$)/iu

export const searchLoop: FrictionKind = {
  id: 'search-loop',
  title: 'Searching again and again',
  definition: `At least ${FEWEST} different values in one search field (role searchbox, or a name with search, find, filter, query, lookup or their translations) with nothing filled in or copied elsewhere between them. Its cost is the hands-on time from the first to the last.`,
  source: 'Query reformulation as a sign of unsuccessful search (Rieh & Xie, 2006)',
  suggestion: 'Search by what people know (number, name, date), and show near matches.',
  find(context) {
    const { log, row, time, together, action } = context
    const found: FrictionOccurrence[] = []
    for (let s = 0; s < log.stepCount; s++) {
      if (!searches(context, s)) continue
      const values = new Set([log.value[s]!])
      let last = s
      for (let next = s + 1; next < log.stepCount && together(s, next); next++) {
        if (log.element[next] === log.element[s] && searches(context, next)) {
          values.add(log.value[next]!)
          last = next
        } else if (
          ['enter', 'paste', 'select', 'copy', 'cut'].includes(action(next)) &&
          log.element[next] !== log.element[s]
        )
          break
      }
      if (values.size >= FEWEST)
        found.push({ first: row(s), last: row(last), element: log.element[s]!, cost: time(row(s), row(last)) })
      s = last
    }
    return found
  },
}

function searches({ action, place, log }: FrictionContext, step: number): boolean {
  if (!['enter', 'paste'].includes(action(step)) || log.value[step]! < 0) return false
  return place(step, 'role') === 'searchbox' || SEARCH.test(place(step, 'name') ?? '')
}
