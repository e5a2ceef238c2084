/** y = x × factor ÷ divisor + term, with few digits. */
export interface Fit {
  readonly factor: number
  readonly divisor: number
  readonly term: number
  /** The more digits, the dearer: 0 for a power of ten. */
  readonly cost: number
}

/** Significant digits that a factor, a divisor or a term may have. */
const MOST_DIGITS = 5

/**
 * The simplest line through all points, each y rounded to `digits` after the decimal sign (null: exact); null where there is
 * none with few digits. Every point leaves an interval of slopes: the shortest decimal number in all of them is taken, or the
 * shortest divisor. x itself is no answer, as that is no calculation.
 */
export function fitLine(xs: readonly number[], ys: readonly number[], digits: number | null): Fit | null {
  const distinct = new Set(xs)
  if (distinct.size < 2 || new Set(ys).size < 2) return null
  const half = digits === null ? 0 : 0.5 * 10 ** -digits
  const room = (y: number) => half + 1e-9 * Math.max(1, Math.abs(y))
  const through = proportional(xs, ys, room)
  if (through) return through.factor === 1 && through.divisor === 1 ? null : through
  const [least, most] = [indexOf(xs, Math.min), indexOf(xs, Math.max)]
  const rise = ys[most]! - ys[least]!
  const run = xs[most]! - xs[least]!
  const slope = shortest((rise - 2 * room(rise)) / run, (rise + 2 * room(rise)) / run)
  if (slope === null || slope === 0) return null
  const rests = ys.map((y, i) => y - xs[i]! * slope)
  const term = shortest(
    Math.max(...rests.map((rest, i) => rest - room(ys[i]!))),
    Math.min(...rests.map((rest, i) => rest + room(ys[i]!))),
  )
  return term === null || term === 0
    ? null
    : { factor: slope, divisor: 1, term, cost: 1 + costOf(slope) + costOf(term) }
}

function proportional(xs: readonly number[], ys: readonly number[], room: (y: number) => number): Fit | null {
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (const [i, x] of xs.entries()) {
    const y = ys[i]!
    if (x === 0) {
      if (Math.abs(y) > room(y)) return null
      continue
    }
    const [a, b] = [(y - room(y)) / x, (y + room(y)) / x]
    low = Math.max(low, Math.min(a, b))
    high = Math.min(high, Math.max(a, b))
  }
  const factor = shortest(low, high)
  const divisor = low > 0 ? shortest(1 / high, 1 / low) : null
  if (divisor !== null && (factor === null || costOf(divisor) + 0.1 < costOf(factor)))
    return { factor: 1, divisor, term: 0, cost: 0.2 + costOf(divisor) }
  return factor === null || factor === 0 ? null : { factor, divisor: 1, term: 0, cost: costOf(factor) }
}

/** The number of least digits in low..high; null where it needs too many. */
function shortest(low: number, high: number): number | null {
  if (!(low <= high) || !Number.isFinite(low) || !Number.isFinite(high)) return null
  if (low <= 0 && high >= 0) return 0
  const size = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high))))
  for (let digits = 1; digits <= MOST_DIGITS; digits++) {
    const unit = digits - 1 - size
    const nearest = Number(`${Math.ceil(Number((low * 10 ** unit).toPrecision(15)))}e${-unit}`)
    if (nearest <= high) return nearest
  }
  return null
}

function indexOf(xs: readonly number[], extreme: (...all: number[]) => number): number {
  return xs.indexOf(extreme(...xs))
}

/** Powers of ten are for nothing, every digit more is dearer. */
function costOf(number: number): number {
  const digits = String(Math.abs(number))
    .replace(/e.*|\./g, '')
    .replace(/^0+|0+$/g, '')
  return digits === '1' ? 0 : 0.4 * digits.length
}
