import type { Place } from '../base/errors.ts'

/** One kind of trouble met while reading: how often, the first places, and what was done about it. */
export interface Problem {
  /** Stable kebab-case name, documented in FORMATS.md. */
  readonly kind: string
  readonly count: number
  readonly places: readonly (Place & { readonly value?: string })[]
  /** A sentence for people: what it is and what was done. */
  readonly message: string
  readonly severity: 'info' | 'warning' | 'loss'
}

const SHOWN = 5

type ProblemPlace = Problem['places'][number]

/** Collects problems by kind; keeps the first places of each as `shown` makes them, and clips long values. */
export class Problems {
  private readonly shown: (place: ProblemPlace, kind: string) => ProblemPlace
  private readonly kinds = new Map<string, { -readonly [K in keyof Problem]: Problem[K] }>()

  constructor(shown: (place: ProblemPlace, kind: string) => ProblemPlace = place => place) {
    this.shown = shown
  }

  /** `severity`: info = worth knowing; warning = a reading was chosen; loss = something of the input is not in the log. */
  add(
    kind: string,
    message: string,
    place: Place & { readonly value?: string } = {},
    severity: Problem['severity'] = 'warning',
    count = 1,
  ): void {
    const known = this.kinds.get(kind)
    if (known && known.places.length >= SHOWN) {
      known.count += count
      return
    }
    const shown = this.shown(place.value === undefined ? place : { ...place, value: clip(place.value) }, kind)
    const places = Object.keys(shown).length ? [shown] : []
    if (!known) this.kinds.set(kind, { kind, message, severity, count, places })
    else {
      known.count += count
      known.places = [...known.places, ...places]
    }
  }

  /** Only count, without building a place: for loops over many rows that have shown enough places. */
  more(kind: string): boolean {
    const known = this.kinds.get(kind)
    if (!known || known.places.length < SHOWN) return false
    known.count++
    return true
  }

  list(): readonly Problem[] {
    return [...this.kinds.values()]
  }
}

const clip = (value: string) => (value.length > 80 ? `${value.slice(0, 80)}…` : value)
