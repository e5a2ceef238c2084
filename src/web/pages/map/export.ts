import type { Ask, Durations } from '../../../log/engine.ts'
import { END, START } from '../../../log/engine.ts'
import { askEngine } from '../../engine/use-answer.ts'
import { type Cell, toCsv } from '../../format/csv.ts'
import { download, downloadCsv } from '../../format/download.ts'
import { amountsOf, type Metric } from './metrics.ts'
import type { Standing } from './use-layout.ts'

const MARGIN = 24
/** Browsers refuse larger canvases. */
const MOST_PIXELS = 60_000_000

const copied = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'display',
  'text-anchor',
  'direction',
  'stroke-linecap',
]

/** The drawing as a file of its own: all at full detail, styles written out, no selection. */
function standAlone(
  drawn: SVGSVGElement,
  standing: Pick<Standing, 'width' | 'height'>,
  theme: 'light' | 'dark',
): { text: string; width: number; height: number } {
  const copy = drawn.cloneNode(true) as SVGSVGElement
  const frame = drawn.closest<HTMLElement>('[data-detail]')
  const detail = frame?.getAttribute('data-detail') ?? 'near'
  // Styles are read at full detail, whatever the zoom.
  frame?.setAttribute('data-detail', 'near')
  const from = drawn.querySelectorAll<SVGElement>('*')
  const to = copy.querySelectorAll<SVGElement>('*')
  from.forEach((element, i) => {
    const style = getComputedStyle(element)
    const target = to[i]!
    for (const property of copied) {
      const value = style.getPropertyValue(property)
      if (value) target.style.setProperty(property, value)
    }
    for (const attribute of [
      'class',
      'role',
      'tabindex',
      'aria-label',
      'aria-pressed',
      'data-state',
      'data-node',
      'data-arc',
      'data-shape',
    ])
      target.removeAttribute(attribute)
  })
  frame?.setAttribute('data-detail', detail)
  for (const hidden of copy.querySelectorAll<SVGElement>('*')) if (hidden.style.display === 'none') hidden.remove()
  const box = drawn.querySelector('g')!.getBBox()
  const width = Math.ceil(Math.max(standing.width, box.width) + 2 * MARGIN)
  const height = Math.ceil(Math.max(standing.height, box.height) + 2 * MARGIN)
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('viewBox', `${box.x - MARGIN} ${box.y - MARGIN} ${width} ${height}`)
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  for (const attribute of ['class', 'role', 'aria-label', 'data-testid', 'style']) copy.removeAttribute(attribute)
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  ground.setAttribute('x', String(box.x - MARGIN))
  ground.setAttribute('y', String(box.y - MARGIN))
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', theme === 'dark' ? '#12151a' : '#ffffff')
  copy.prepend(ground)
  return { text: new XMLSerializer().serializeToString(copy), width, height }
}

export function exportSvg(
  drawn: SVGSVGElement,
  standing: Pick<Standing, 'width' | 'height'>,
  name: string,
  theme: 'light' | 'dark',
): void {
  download(`${name}.svg`, standAlone(drawn, standing, theme).text, 'image/svg+xml')
}

export async function exportPng(
  drawn: SVGSVGElement,
  standing: Standing,
  name: string,
  theme: 'light' | 'dark',
): Promise<void> {
  const { text, width, height } = standAlone(drawn, standing, theme)
  const scale = Math.min(2, Math.sqrt(MOST_PIXELS / (width * height)))
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
    if (!blob) throw new Error('The map is too large for a picture: export the drawing (SVG) instead.')
    download(`${name}.png`, blob)
  } finally {
    URL.revokeObjectURL(url)
  }
}

const timeHeader = (name: string) =>
  ['n', 'totalMs', 'meanMs', 'medianMs', 'p90Ms', 'minMs', 'maxMs', 'standardDeviationMs'].map(
    part => `${name}_${part}`,
  )
const timeCells = (time: Durations | null): Cell[] =>
  time
    ? [time.n, time.total, time.mean, time.median, time.p90, time.min, time.max, time.standardDeviation]
    : Array<null>(8).fill(null)

/**
 * All activities, or all arcs, of the log as the map counts it: exact numbers, durations in ms, those that are not drawn
 * too. `metrics`: numbers of the log that are exported with the activities.
 */
export async function exportCsv(
  what: 'nodes' | 'arcs',
  ask: Ask,
  name: string,
  metrics: readonly Metric[] = [],
): Promise<void> {
  if (what === 'nodes') {
    const all = await askEngine('activities', ask)
    const rework = await askEngine('rework', ask)
    const again = new Map(rework.activity.map((activity, i) => [activity, i]))
    const amounts = await Promise.all(
      metrics.map(async ({ id, amount }) => {
        const measures = await askEngine('measures', {
          ...ask,
          scope: amount!.scope,
          key: amount!.key,
          per: 'activity',
        })
        return { id, values: amountsOf(amount!, measures) }
      }),
    )
    const rows = all.activity.map((activity, i): Cell[] => [
      activity,
      all.frequency[i],
      all.caseFrequency[i],
      all.maxRepetitions[i],
      all.startFrequency[i],
      all.endFrequency[i],
      rework.rework[again.get(activity) ?? -1] ?? 0,
      rework.reworkCases[again.get(activity) ?? -1] ?? 0,
      ...timeCells(all.service[i]!),
      ...amounts.map(({ values }) => values.get(activity) ?? null),
    ])
    const header = [
      'activity',
      'frequency',
      'caseFrequency',
      'maxRepetitions',
      'startFrequency',
      'endFrequency',
      'rework',
      'reworkCases',
      ...timeHeader('service'),
      ...amounts.map(({ id }) => id),
    ]
    return downloadCsv(`${name} activities`, toCsv(header, rows))
  }
  const arcs = await askEngine('arcs', { ...ask, quantiles: true })
  const nameOf = (i: number) => (i === -1 ? START : i === -2 ? END : arcs.activities[i])
  const meaning = arcs.timeMeaning === 'waiting' ? 'waiting' : 'betweenCompletions'
  const rows = arcs.from.map((from, i): Cell[] => [
    nameOf(from),
    nameOf(arcs.to[i]!),
    arcs.frequency[i],
    arcs.caseFrequency[i],
    arcs.overlaps[i],
    ...timeCells(arcs.time[i]!),
  ])
  downloadCsv(
    `${name} paths`,
    toCsv(['from', 'to', 'frequency', 'caseFrequency', 'overlaps', ...timeHeader(meaning)], rows),
  )
}
