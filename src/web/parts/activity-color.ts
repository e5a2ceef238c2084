import { compareText } from '../../base/sort.ts'

/**
 * A colour and two letters of its own for each activity of a log, the same on every page and under every filter: they
 * depend on the activities of the whole log alone.
 */
export interface ActivityColor {
  readonly fill: string
  readonly text: string
  /** Deeper, for what is small: a dot on a chart. */
  readonly dot: string
  /** 0 is plain; from the twenty-first activity on hues come again, with a pattern. */
  readonly pattern: 0 | 1 | 2 | 3
  readonly letters: string
}
export type ActivityColors = (activity: string) => ActivityColor

const HUES = 20
const PATTERNS = 4

/**
 * Colours for the activities of a log. A name has a hue that it likes, so that it looks alike in other logs; where that one,
 * or one too near to it, is taken, it gets the hue that is furthest from all that are.
 */
export function activityColors(activities: readonly string[]): ActivityColors {
  const names = [...new Set(activities)].sort(compareText)
  const apart = names.length > HUES / 2 ? 1 : names.length > HUES / 4 ? 2 : 3
  const colors = new Map<string, ActivityColor>()
  const letters = new Set<string>()
  let taken: number[] = []
  names.forEach((name, at) => {
    if (at % HUES === 0) taken = []
    const hue = freeHue(hashOf(name) % HUES, taken, apart)
    taken.push(hue)
    const short = initialsOf(name).find(one => !letters.has(one)) ?? initials(name)
    letters.add(short)
    colors.set(name, colorOf(hue, Math.floor(at / HUES) % PATTERNS, short))
  })
  return activity => {
    const found = colors.get(activity) ?? colorOf(hashOf(activity) % HUES, 0, initials(activity))
    colors.set(activity, found)
    return found
  }
}

function freeHue(liked: number, taken: readonly number[], apart: number): number {
  const distance = (hue: number) =>
    Math.min(HUES, ...taken.map(other => Math.min(Math.abs(hue - other), HUES - Math.abs(hue - other))))
  if (distance(liked) >= apart) return liked
  let best = liked
  for (let step = 1; step < HUES; step++) {
    const hue = (liked + step) % HUES
    if (distance(hue) > distance(best)) best = hue
  }
  return best
}

// Dark text keeps its contrast on every hue at this lightness.
const colorOf = (hue: number, pattern: number, letters: string): ActivityColor => ({
  fill: `oklch(0.82 0.105 ${(hue * 360) / HUES})`,
  text: '#16202b',
  dot: `oklch(0.62 0.16 ${(hue * 360) / HUES})`,
  pattern: pattern as ActivityColor['pattern'],
  letters,
})

function hashOf(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** Background of a cell: plain, or with stripes one way, the other way, or across. */
export function activityBackground({ fill, pattern }: ActivityColor): string {
  if (pattern === 0) return fill
  const angle = [0, 45, -45, 90][pattern]
  return `repeating-linear-gradient(${angle}deg, ${fill} 0 5px, color-mix(in oklab, ${fill} 60%, white) 5px 10px)`
}

/** Two letters: the first ones of the first two words, else the first two. */
export const initials = (activity: string): string => initialsOf(activity)[0]!

/** Pairs of letters, or a number, that a name can go by, the best one first. */
function initialsOf(activity: string): string[] {
  const words = activity.split(/[\s_:+\-/.]+/u).filter(Boolean)
  const first = Array.from(words[0] ?? '')
  const head = first[0] ?? '·'
  const last = Array.from(words.at(-1) ?? '')
  const digits = activity.match(/\d+/)?.[0].slice(-3)
  const rest = [...words.slice(1).map(word => Array.from(word)[0]!), ...first.slice(1), ...last.slice(1)]
  const pairs = rest.length === 0 ? [head] : rest.map(letter => head + letter)
  return [...new Set(digits === undefined ? pairs : [pairs[0]!, digits, ...pairs])]
}
