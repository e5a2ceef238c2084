/**
 * A colour of its own for each activity, the same on every screen and under every filter: it depends on the name alone.
 * Twenty hues; names that share a hue are told apart by their letters, which always stand beside or in a tooltip, and by
 * a pattern of stripes for every second one.
 */
export interface ActivityColor {
  readonly fill: string
  readonly text: string
  /** Deeper, for what is small: a dot on a chart. */
  readonly dot: string
  readonly striped: boolean
}

const HUES = 20
const known = new Map<string, ActivityColor>()

export function activityColor(activity: string): ActivityColor {
  const before = known.get(activity)
  if (before) return before
  let hash = 0x811c9dc5
  for (let i = 0; i < activity.length; i++) hash = Math.imul(hash ^ activity.charCodeAt(i), 0x01000193)
  hash = (hash ^ (hash >>> 13)) >>> 0
  const hue = ((hash % HUES) * 360) / HUES
  const striped = (Math.floor(hash / HUES) & 1) === 1
  // Lightness is lowered where the eye sees yellow and green brighter, so that dark text keeps its contrast on every hue.
  const color = { fill: `oklch(0.82 0.105 ${hue})`, text: '#16202b', dot: `oklch(0.62 0.16 ${hue})`, striped }
  known.set(activity, color)
  return color
}

/** Background of a cell: plain, or with stripes. */
export const activityBackground = ({ fill, striped }: ActivityColor): string =>
  striped ? `repeating-linear-gradient(45deg, ${fill} 0 5px, color-mix(in oklab, ${fill} 72%, white) 5px 10px)` : fill
