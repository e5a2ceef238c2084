import type { ModelDeviations } from '../../../analyses/models/model-deviations.ts'
import type { ModelFrequency } from '../../../analyses/models/model-frequency.ts'
import type { ModelTimes } from '../../../analyses/models/model-times.ts'
import { own } from '../../../base/own.ts'
import { formatDuration, formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { ofCases, type Words } from '../../state/words.ts'
import type { ScaleKind } from '../map/scale.ts'
import type { ModelState, TimeKind, TimeStatistic } from './state.ts'
import type { Part, PartFlow } from './structure.ts'

/** What is known of the parts of a picture so far. */
export interface Figures {
  readonly frequency: ModelFrequency | null
  readonly deviations: ModelDeviations | null
  readonly times: ModelTimes | null
  /** Whether the log knows when activities start. */
  readonly hasStarts: boolean
}

/** What colours and numbers of a picture say. `value`: what colour stands for; null where nothing is known. */
export interface Overlay {
  readonly kind: ScaleKind
  readonly title: string
  readonly part: (part: Part) => Shown
  readonly flow: (flow: PartFlow) => Shown
  readonly print: (value: number) => string
}
export interface Shown {
  readonly value: number | null
  /** In or at the part; null: nothing. */
  readonly text: string | null
  /** The same in words, which begin with the text; null: nothing is known. */
  readonly says: string | null
}
const nothing: Shown = { value: null, text: null, says: null }
/** The model without numbers. */
export const bare: Overlay = {
  kind: 'frequency',
  title: '',
  part: () => nothing,
  flow: () => nothing,
  print: formatNumber,
}

export const statisticNames: { readonly [S in TimeStatistic]: string } = {
  median: 'median',
  mean: 'mean',
  p90: '90th percentile',
  max: 'longest',
  total: 'total',
}
/** Without start times waiting goes from complete to complete. */
export const timeNames = (hasStarts: boolean): { readonly [K in TimeKind]: string } => ({
  waiting: hasStarts ? 'Waiting time' : 'Time between completions',
  service: 'Service time',
  sojourn: 'Sojourn time',
})

/** What is asked for, as far as the log can answer it. */
export const timeAsked = ({ time = 'waiting' }: ModelState, hasStarts: boolean): TimeKind =>
  hasStarts ? time : 'waiting'

export function overlayOf(state: ModelState, figures: Figures, words: Words = ofCases): Overlay {
  const overlay = overlayInCases(state, figures)
  const told = (shown: Shown): Shown => (shown.says === null ? shown : { ...shown, says: words(shown.says) })
  return {
    ...overlay,
    title: words(overlay.title),
    part: part => told(overlay.part(part)),
    flow: flow => told(overlay.flow(flow)),
  }
}

function overlayInCases(state: ModelState, figures: Figures): Overlay {
  if (state.show === 'time') return times(figures, timeAsked(state, figures.hasStarts), state.stat ?? 'median')
  return state.show === 'deviations' ? deviations(figures) : frequency(figures)
}

function frequency({ frequency }: Figures): Overlay {
  const shown = (count: string, hasText: boolean): Shown => {
    const cases = own(frequency?.parts, count)?.cases ?? null
    if (cases === null) return nothing
    return { value: cases, text: hasText ? formatNumber(cases) : null, says: plural(cases, 'case') }
  }
  return {
    kind: 'frequency',
    title: 'Cases through it',
    part: ({ count, kind }) => (count === null ? nothing : shown(count, kind === 'task')),
    flow: ({ count, isBranch }) => shown(count, isBranch),
    print: formatNumber,
  }
}

function times({ times, hasStarts }: Figures, kind: TimeKind, statistic: TimeStatistic): Overlay {
  const name = timeNames(hasStarts)[kind]
  const shown = (count: string | null, of: TimeKind, hasText: boolean): Shown => {
    const value = (count === null ? null : own(times?.parts, count)?.[of]?.[statistic]) ?? null
    if (value === null) return nothing
    const text = formatDuration(value)
    const what = of === kind ? name.toLowerCase() : 'time on the way'
    return { value, text: hasText ? text : null, says: `${text} ${statisticNames[statistic]} ${what}` }
  }
  return {
    kind: 'time',
    title: `${name}, ${statisticNames[statistic]}`,
    part: ({ count, kind: of }) => shown(count, of === 'place' ? 'sojourn' : kind, true),
    flow: ({ waits, isHeld }) => (kind === 'service' ? nothing : shown(waits, 'sojourn', isHeld)),
    print: formatDuration,
  }
}

function deviations({ deviations }: Figures): Overlay {
  const share = (n: number) => formatShare(n, deviations!.cases)
  return {
    kind: 'violation',
    title: 'Cases that depart here',
    part({ count, kind }) {
      if (!deviations || deviations.cases === 0 || count === null) return nothing
      const at = own(deviations.parts, count)
      if (!at) return kind === 'task' ? { value: 0, text: null, says: 'no deviation' } : nothing
      const { skipped, inserted } = at
      const signs = [
        skipped.cases > 0 ? `−${share(skipped.cases)}` : '',
        inserted.cases > 0 ? `+${share(inserted.cases)}` : '',
      ]
      const words = [skipped.cases > 0 ? 'skipped' : '', inserted.cases > 0 ? 'something inserted behind it' : '']
      const join = (list: string[], by: string) => list.filter(Boolean).join(by)
      const text = join(signs, ' ')
      return { value: at.cases / deviations.cases, text, says: `${text} of cases: ${join(words, ', ')}` }
    },
    flow: () => nothing,
    print: value => formatShare(value, 1),
  }
}
