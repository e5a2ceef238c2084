import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { START } from '../../../log/engine.ts'
import { store } from '../../state/store.ts'
import type { Standing } from './use-layout.ts'

/** Upper left corner of what is seen, in the map's units, and pixels a unit. */
export interface Camera {
  readonly x: number
  readonly y: number
  readonly k: number
}
const SMALLEST = 0.02
const LARGEST = 3
/** A map opens at least this large, and where it is not too wide for that so large that its numbers can be read. */
const READABLE = 0.33
const NUMBERS = 0.6
const MARGIN = 24
const PLAYER = 36

/** How much of a map can be read at a scale: `far` names only, `mid` names and numbers of nodes, `near` everything. */
export const detailOf = (k: number): 'far' | 'mid' | 'near' => (k < 0.5 ? 'far' : k < 0.7 ? 'mid' : 'near')

/**
 * Panning and zooming without React: the camera is the drawing's transform, so that a frame costs nothing but that; while
 * a hand moves it (`hold`), the browser moves a picture of it and draws nothing anew. `settled` hears of the camera when a hand lets go; null: everything fits.
 */
export function useViewport(
  frame: RefObject<HTMLDivElement | null>,
  group: RefObject<SVGGElement | null>,
  standing: Pick<Standing, 'x' | 'y' | 'width' | 'height' | 'nodes'> | null,
  first: Camera | null,
  settled: (camera: Camera | null) => void,
  { least = READABLE, foot = PLAYER }: { readonly least?: number; readonly foot?: number } = {},
) {
  const camera = useRef(store<Camera>(first ?? { x: 0, y: 0, k: 1 })).current
  const fitted = useRef(first === null)
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined)
  const tell = useRef(settled)
  tell.current = settled

  const apply = useCallback(
    (next: Camera) => {
      camera.set(next)
      const drawing = group.current?.ownerSVGElement
      if (drawing) drawing.style.transform = `translate(${-next.x * next.k}px, ${-next.y * next.k}px) scale(${next.k})`
      frame.current?.setAttribute('data-detail', detailOf(next.k))
    },
    [camera, group, frame],
  )
  const settle = useCallback(() => {
    clearTimeout(settling.current)
    settling.current = setTimeout(() => tell.current(fitted.current ? null : camera.get()), 350)
  }, [camera])
  const move = useCallback(
    (next: Camera) => {
      fitted.current = false
      apply(next)
      settle()
    },
    [apply, settle],
  )
  const hold = useCallback(
    (held: boolean) => {
      const drawing = group.current?.ownerSVGElement
      if (drawing) drawing.style.willChange = held ? 'transform' : 'auto'
    },
    [group],
  )
  const fit = useCallback(
    (all = true) => {
      const box = frame.current
      if (!box || !standing) return
      fitted.current = true
      apply(fitting(standing, box.clientWidth, box.clientHeight, all ? SMALLEST : least, foot))
      if (all) settle()
    },
    [frame, standing, apply, settle, least, foot],
  )
  const zoom = useCallback(
    (factor: number, px?: number, py?: number) => {
      const box = frame.current
      if (!box) return
      const { x, y, k } = camera.get()
      const next = Math.min(LARGEST, Math.max(SMALLEST, k * factor))
      const [cx, cy] = [px ?? box.clientWidth / 2, py ?? box.clientHeight / 2]
      move({ x: x + cx / k - cx / next, y: y + cy / k - cy / next, k: next })
    },
    [frame, camera, move],
  )
  const pan = useCallback(
    (dx: number, dy: number) => {
      const { x, y, k } = camera.get()
      move({ x: x - dx / k, y: y - dy / k, k })
    },
    [camera, move],
  )
  /** Brings a place into view, and near enough to read it. */
  const show = useCallback(
    (at: { readonly x: number; readonly y: number }, force = false) => {
      const box = frame.current
      if (!box) return
      const { x, y, k } = camera.get()
      const [px, py] = [(at.x - x) * k, (at.y - y) * k]
      const inside = px > 60 && py > 40 && px < box.clientWidth - 60 && py < box.clientHeight - 40
      if (inside && (!force || k >= 0.7)) return
      const next = force ? Math.max(k, 0.85) : k
      move({ x: at.x - box.clientWidth / 2 / next, y: at.y - box.clientHeight / 2 / next, k: next })
    },
    [frame, camera, move],
  )

  /** Takes the camera of another picture of the same layout. */
  const follow = useCallback(
    (next: Camera, fits: boolean) => {
      fitted.current = fits
      apply(next)
    },
    [apply],
  )
  const isFitted = useCallback(() => fitted.current, [])

  useEffect(() => {
    const box = frame.current
    if (!box || !standing) return
    if (fitted.current) fit(false)
    else apply(camera.get())
    const observer = new ResizeObserver(() => fitted.current && fit(false))
    observer.observe(box)
    return () => observer.disconnect()
  }, [frame, standing, fit, apply, camera])

  // The address changed by other hands (back, forward, a link): the camera follows.
  const firstText = first ? [first.x, first.y, first.k].join() : ''
  useEffect(() => {
    const now = camera.get()
    if (firstText === '') {
      if (!fitted.current) fit(false)
      return
    }
    const [x = 0, y = 0, k = 1] = firstText.split(',').map(Number)
    if (Math.abs(now.x - x) + Math.abs(now.y - y) < 1 && Math.abs(now.k - k) < 0.001 && !fitted.current) return
    fitted.current = false
    apply({ x, y, k })
  }, [firstText, camera, apply, fit])

  return { camera, fit, zoom, pan, show, hold, follow, isFitted }
}

/**
 * The camera that shows all, never larger than life. With `least` the scale stays readable: what is larger than the
 * window then begins at its upper edge, or further down where the start of the process would not be seen, and where it
 * is too wide too, with that start in the middle.
 */
export function fitting(
  box: {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
    readonly nodes?: ReadonlyMap<string, { readonly x: number; readonly y: number }>
  },
  width: number,
  height: number,
  least = SMALLEST,
  foot = PLAYER,
): Camera {
  const w = Math.max(1, box.width)
  const h = Math.max(1, box.height)
  // The lower edge belongs to the player, where there is one.
  const high = height - 2 * MARGIN - foot
  const floor = least > SMALLEST ? Math.max(least, Math.min(NUMBERS, (width - 2 * MARGIN) / w)) : least
  const k = Math.max(floor, Math.min(1.1, (width - 2 * MARGIN) / w, high / h))
  const tall = h * k > high
  const half = width / 2 / k
  const middle = box.x + w / 2
  // No further than the picture reaches, so that no room is lost beside it.
  const reach = Math.max(0, w / 2 + MARGIN / k - half)
  const start = box.nodes?.get(START)
  const top = box.y - MARGIN / k
  return {
    x: Math.min(middle + reach, Math.max(middle - reach, start?.x ?? middle)) - half,
    y: tall
      ? Math.min(Math.max(top, (start?.y ?? top) - high / 2 / k), box.y + h - high / k)
      : box.y + h / 2 - (MARGIN + high / 2) / k,
    k,
  }
}
