import type { FrictionContext, FrictionKind, FrictionOccurrence } from '../friction-kind.ts'

/** Values carried one by one between the same two places. */
const FEWEST = 3

export const copyPasteLoop: FrictionKind = {
  id: 'copy-paste-loop',
  title: 'Copying value by value',
  definition: `At least ${FEWEST} copies in a row, each followed by a paste, from one place (application, document, page) into one other, nothing but steps in these two between them. Its cost is the hands-on time from the first copy to the last paste.`,
  source: 'Copy-paste candidates of application switching (Microsoft); copy loops of Leno et al., 2021',
  suggestion: 'Transfer the record as a whole: an import, an interface, or a form that is filled from the source.',
  find(context) {
    const found: FrictionOccurrence[] = []
    const { log, action, row, time, together } = context
    for (let s = 0; s < log.stepCount; s++) {
      if (action(s) !== 'copy' && action(s) !== 'cut') continue
      const source = placeOf(context, s)
      let target: string | null = null
      let pairs = 0
      let open = true
      let last = -1
      let copied = s
      for (let next = s + 1; next < log.stepCount && together(s, next); next++) {
        const place = placeOf(context, next)
        const kind = action(next)
        if (kind === 'paste') {
          if (place === source || (target !== null && place !== target)) break
          target = place
          if (open) pairs++
          open = false
          last = next
        } else if (kind === 'copy' || kind === 'cut') {
          if (place !== source) break
          open = true
          // copies that nothing was made of begin no loop, nor do those behind them
          if (target === null) copied = next
        } else if (place !== source && place !== target) break
      }
      if (pairs < FEWEST || last < 0) {
        s = copied
        continue
      }
      found.push({ first: row(s), last: row(last), element: log.element[last]!, cost: time(row(s), row(last)) })
      s = last
    }
    return found
  },
}

function placeOf({ place }: FrictionContext, step: number): string {
  return [place(step, 'application'), place(step, 'document'), place(step, 'page')].map(part => part ?? '').join('\n')
}
