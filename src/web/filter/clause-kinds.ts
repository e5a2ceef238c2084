import type { LogDescription } from '../../log/engine.ts'
import type { Clause } from '../../log/filter.ts'

/** How the editor lists a kind of clause, and what a new one begins as. */
export interface ClauseKind {
  readonly kind: Clause['kind']
  readonly title: string
  readonly about: string
  readonly begin: (log: LogDescription) => Clause
  /** Why it does not apply to this log; null where it does. */
  readonly blocked: (log: LogDescription) => string | null
}

const always = () => null
const keyOf = (log: LogDescription, scope: 'event' | 'case'): string =>
  log.attributes.find(attribute => attribute.scope === scope)?.key ?? ''
const needs = (scope: 'event' | 'case') => (log: LogDescription) =>
  log.attributes.some(attribute => attribute.scope === scope) ? null : `This log has no ${scope} attributes.`

export const kinds: readonly ClauseKind[] = [
  {
    kind: 'activity',
    title: 'Activity',
    about: 'Cases with or without an activity, or only some events',
    begin: () => ({ kind: 'activity', activities: [], mode: 'mandatory' }),
    blocked: always,
  },
  {
    kind: 'time',
    title: 'Time frame',
    about: 'Cases within, under way in, started or ended in a period',
    begin: () => ({ kind: 'time', mode: 'contained' }),
    blocked: always,
  },
  {
    kind: 'case-attribute',
    title: 'Case attribute',
    about: 'Cases by a value they carry',
    begin: log => ({ kind: 'case-attribute', key: keyOf(log, 'case') }),
    blocked: needs('case'),
  },
  {
    kind: 'event-attribute',
    title: 'Event attribute',
    about: 'Cases, or events, by a value of their events',
    begin: log => ({ kind: 'event-attribute', key: keyOf(log, 'event'), mode: 'mandatory' }),
    blocked: needs('event'),
  },
  {
    kind: 'performance',
    title: 'Performance',
    about: 'Cases by throughput, service or waiting time, or number of events',
    begin: () => ({ kind: 'performance', measure: 'throughput' }),
    blocked: always,
  },
  {
    kind: 'follows',
    title: 'Follows',
    about: 'One activity directly, eventually or never followed by another, with who and how fast',
    begin: () => ({ kind: 'follows', from: [], to: [], relation: 'eventually' }),
    blocked: always,
  },
  {
    kind: 'endpoints',
    title: 'End points',
    about: 'Cases that start or end with an activity, or cut to them',
    begin: () => ({ kind: 'endpoints', mode: 'discard' }),
    blocked: always,
  },
  {
    kind: 'variant-coverage',
    title: 'Most common variants',
    about: 'The variants that together cover a share of the cases',
    begin: () => ({ kind: 'variant-coverage', share: 0.8 }),
    blocked: always,
  },
  {
    kind: 'variant-frequency',
    title: 'Variant frequency',
    about: 'Cases whose variant is rare or common',
    begin: () => ({ kind: 'variant-frequency', from: 2 }),
    blocked: always,
  },
  {
    kind: 'variant',
    title: 'Chosen variants',
    about: 'Cases of variants you pick',
    begin: () => ({ kind: 'variant', ids: [] }),
    blocked: always,
  },
  {
    kind: 'rework',
    title: 'Rework',
    about: 'Cases in which an activity repeats',
    begin: () => ({ kind: 'rework', of: 'rework', atLeast: 1 }),
    blocked: always,
  },
  {
    kind: 'crop',
    title: 'Crop',
    about: 'Cut each case to the stretch between two activities',
    begin: () => ({ kind: 'crop', from: [], to: [] }),
    blocked: always,
  },
  {
    kind: 'conflict',
    title: 'Conflict of interest',
    about: 'Cases in which one person or team did two activities',
    begin: log => ({ kind: 'conflict', first: [], second: [], key: log.resourceKey ?? keyOf(log, 'event') }),
    blocked: needs('event'),
  },
  {
    kind: 'cases',
    title: 'Chosen cases',
    about: 'Cases by their ids',
    begin: () => ({ kind: 'cases', ids: [] }),
    blocked: always,
  },
]

/** Why a clause is not ready to be applied; null where it is. */
export function unfinished(clause: Clause): string | null {
  const range = (from: number | undefined, to: number | undefined) =>
    from === undefined && to === undefined
      ? 'Give a lower or an upper end.'
      : from !== undefined && to !== undefined && from >= to
        ? 'The lower end must lie below the upper one.'
        : null
  switch (clause.kind) {
    case 'activity':
      return clause.activities.length ? null : 'Choose at least one activity.'
    case 'event-attribute':
    case 'case-attribute':
      if (clause.values?.length || clause.missing) return null
      return range(clause.from, clause.to) && 'Choose a value, a range, or missing values.'
    case 'cases':
      return clause.ids.length ? null : 'Give at least one case id.'
    case 'time':
    case 'performance':
    case 'variant-frequency':
      return range(clause.from, clause.to)
    case 'variant':
      return clause.ids.length ? null : 'Choose at least one variant.'
    case 'variant-coverage':
      return clause.share > 0 && clause.share <= 1 ? null : 'Give a share above 0 and up to 100 %.'
    case 'endpoints':
      return clause.start?.length || clause.end?.length ? null : 'Choose how cases start, or how they end.'
    case 'follows':
    case 'crop':
      if (!clause.from.length || !clause.to.length) return 'Choose both activities.'
      if (
        clause.kind === 'follows' &&
        clause.minMs !== undefined &&
        clause.maxMs !== undefined &&
        clause.minMs > clause.maxMs
      )
        return 'The shortest time is longer than the longest.'
      return null
    case 'rework':
      return clause.atLeast >= 1 ? null : 'At least one repetition.'
    case 'conflict':
      return clause.first.length && clause.second.length
        ? clause.key
          ? null
          : 'Choose an attribute.'
        : 'Choose both activities.'
  }
}
