import { END, START } from '../../../log/engine.ts'
import type { MapModel } from './model.ts'

/** One sequential scale for frequency (light to deep blue), one for time (light to deep amber), one for violations (light to deep red); deep is far from the ground in both themes. */
const stops = {
  light: {
    frequency: ['#edf3fb', '#c5daf3', '#8bb5e8', '#4a82d0', '#174f9f'],
    time: ['#fdf3df', '#f9dba3', '#efad55', '#cf731b', '#8f4406'],
    violation: ['#fdeeec', '#f8c9c4', '#ee968d', '#cf4b3f', '#8f1d15'],
  },
  dark: {
    frequency: ['#1d2836', '#21446f', '#2b64b0', '#5c9bee', '#abcffc'],
    time: ['#2b2417', '#5f3e14', '#99601c', '#dd8f30', '#ffcb80'],
    violation: ['#2f1f1e', '#66281f', '#a33a2f', '#ec7265', '#ffb7ae'],
  },
} as const
export type ScaleKind = 'frequency' | 'time' | 'violation'
export type Theme = 'light' | 'dark'

const rgb = (hex: string): [number, number, number] =>
  [1, 3, 5].map(i => Number.parseInt(hex.slice(i, i + 2), 16)) as [number, number, number]

/** The colour at t in 0..1. */
export function colourAt(kind: ScaleKind, t: number, theme: Theme): string {
  const list = stops[theme][kind]
  const at = Math.min(1, Math.max(0, t)) * (list.length - 1)
  const low = Math.min(list.length - 2, Math.floor(at))
  const a = rgb(list[low]!)
  const b = rgb(list[low + 1]!)
  return `rgb(${a.map((from, i) => Math.round(from + (b[i]! - from) * (at - low))).join(' ')})`
}

/** Black or white text, whichever contrasts more: at least 4.5 on any colour (WCAG relative luminance). */
export function textOn(colour: string): string {
  const parts = colour.match(/\d+/g)?.map(Number) ?? [255, 255, 255]
  const linear = parts.map(part => {
    const x = part / 255
    return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!
  return luminance > 0.179 ? '#000000' : '#ffffff'
}

/** Lines need more contrast than areas: they leave out the lightest part of the scale. */
export const lineColour = (kind: ScaleKind, t: number, theme: Theme): string => colourAt(kind, 0.42 + 0.58 * t, theme)

const sides = {
  light: {
    first: ['#c5daf3', '#8bb5e8', '#2f6cc4'],
    neutral: '#f0f2f5',
    line: '#8593a5',
    second: ['#f9d9b5', '#f0ad62', '#c9640f'],
  },
  dark: {
    first: ['#21446f', '#2b64b0', '#7fb3f8'],
    neutral: '#262c34',
    line: '#6f7d8e',
    second: ['#5f3e14', '#a3651c', '#f5a94f'],
  },
} as const

/** Comparison: blue at −1 (more in the first), neutral at 0, orange at 1 (more in the second). Lines keep to a neutral that can be seen. */
export function divergingAt(t: number, theme: Theme, line = false): string {
  const { first, second, neutral, line: grey } = sides[theme]
  const way = t < 0 ? first : second
  const list = [line ? grey : neutral, ...(line ? way.slice(1) : way)]
  const at = Math.min(1, Math.abs(t)) * (list.length - 1)
  const low = Math.min(list.length - 2, Math.floor(at))
  const a = rgb(list[low]!)
  const b = rgb(list[low + 1]!)
  return `rgb(${a.map((from, i) => Math.round(from + (b[i]! - from) * (at - low))).join(' ')})`
}
export const divergingGradient = (theme: Theme): string => {
  const { first, second, neutral } = sides[theme]
  return `linear-gradient(to right, ${[...[...first].reverse(), neutral, ...second].join(', ')})`
}

export interface Range {
  readonly min: number
  readonly max: number
}
export function rangeOf(values: Iterable<number | null>): Range | null {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value === null) continue
    if (value < min) min = value
    if (value > max) max = value
  }
  return max >= min ? { min, max } : null
}
/** Where a value lies between 0 (or the smallest, where that is negative) and the largest, bent so that small values differ too. */
export function placeIn(value: number, { min, max }: Range): number {
  const from = Math.min(0, min)
  return max <= from ? 0 : (Math.max(0, value - from) / (max - from)) ** 0.7
}

export const gradient = (kind: ScaleKind, theme: Theme): string =>
  `linear-gradient(to right, ${stops[theme][kind].join(', ')})`

/** What the numbers of nodes and of arcs reach, each on a scale of its own. */
export interface Ranges {
  readonly nodes: Range | null
  readonly arcs: Range | null
}
export function rangesOf(model: MapModel): Ranges {
  return {
    nodes: rangeOf(model.nodes.filter(node => node.kind === 'activity').map(node => node.primary)),
    arcs: rangeOf(
      model.arcs.map(arc =>
        (arc.from === START || arc.to === END) && arc.time === null && arc.primary === null ? null : arc.primary,
      ),
    ),
  }
}
