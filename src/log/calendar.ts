/**
 * When work is done. A duration under a calendar is W(b) − W(a), where W(t) is the working ms since the epoch
 * (semantics 12). Plain JSON; `log/count/working-time.ts` evaluates it.
 */
export interface Calendar {
  /** IANA time zone, with its daylight saving: `Europe/Berlin`. */
  readonly timeZone: string
  /**
   * Working intervals of each weekday, Monday first, in minutes of the local wall clock (0..1440), half-open, sorted, disjoint. An instant is
   * working time where its wall clock lies in one: an hour that the clock repeats counts twice, one that it skips not at all.
   */
  readonly week: readonly (readonly (readonly [from: number, to: number])[])[]
  /** Local dates `YYYY-MM-DD` without work. */
  readonly holidays: readonly string[]
}

const office = [[9 * 60, 17 * 60]] as const

/** Monday to Friday, 9 to 17. */
export const officeHours = (timeZone: string, holidays: readonly string[] = []): Calendar => ({
  timeZone,
  week: [office, office, office, office, office, [], []],
  holidays,
})
