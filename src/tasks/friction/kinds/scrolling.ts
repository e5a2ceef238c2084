import { textAt, uiActions } from '../../../log/ui-log.ts'
import type { FrictionKind, FrictionOccurrence } from '../friction-kind.ts'

const SCROLL = uiActions.indexOf('scroll')
const TIMES = 2
const FEWEST = 5

export const scrolling: FrictionKind = {
  id: 'scrolling',
  title: 'Much scrolling',
  definition: `A visit of a page or window with at least ${FEWEST} scrolls, more than ${TIMES} times the mean of all visits in the log that scroll. Its cost is the hands-on time of the scrolls.`,
  source: 'Excessive scrolling of session analytics (more scrolling than the average of the page)',
  suggestion: 'Put what is needed together, shorten the page, or offer a search.',
  find({ log, time }) {
    const { ui } = log
    const visits: { first: number; last: number; scrolls: number; element: number; cost: number }[] = []
    let place: string | null = null
    for (let row = 0; row < ui.eventCount; row++) {
      const element = ui.element[row]!
      const begins = row === 0 || ui.recording[row] !== ui.recording[row - 1]
      // an event without an element happens where the one before it did
      const known =
        element < 0 ? null : (textAt(ui.elements.page, element) ?? textAt(ui.elements.window, element) ?? '')
      const here: string = known ?? (begins ? '' : (place ?? ''))
      if (begins || here !== place) visits.push({ first: row, last: row, scrolls: 0, element, cost: 0 })
      place = here
      const visit = visits.at(-1)!
      visit.last = row
      if (visit.element < 0) visit.element = element
      if (ui.action[row] !== SCROLL) continue
      visit.scrolls++
      const step = row > visit.first ? time(row - 1, row) : 0
      if (!Number.isNaN(step)) visit.cost += step
    }
    const scrolled = visits.filter(({ scrolls }) => scrolls > 0)
    const mean = scrolled.reduce((sum, { scrolls }) => sum + scrolls, 0) / Math.max(1, scrolled.length)
    return scrolled
      .filter(({ scrolls }) => scrolls >= FEWEST && scrolls > TIMES * mean)
      .map(({ first, last, element, cost }): FrictionOccurrence => ({ first, last, element, cost }))
  },
}
