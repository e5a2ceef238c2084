import { type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import type { Point } from './layout/graph.ts'
import type { useViewport } from './viewport.ts'

type Viewport = ReturnType<typeof useViewport>

/** The wheel zooms at the pointer, with shift it pans. React's own listener cannot hold the page still. */
export function useWheel(frame: RefObject<HTMLDivElement | null>, viewport: Viewport): void {
  useEffect(() => {
    const box = frame.current
    if (!box) return
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      if (event.shiftKey) return viewport.pan(-event.deltaY - event.deltaX, 0)
      const bounds = box.getBoundingClientRect()
      const step = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY
      viewport.zoom(
        Math.exp(-step * (event.ctrlKey ? 0.01 : 0.0016)),
        event.clientX - bounds.left,
        event.clientY - bounds.top,
      )
    }
    box.addEventListener('wheel', wheel, { passive: false })
    return () => box.removeEventListener('wheel', wheel)
  }, [frame, viewport])
}

/** Dragging pans; a press without a drag on the ground takes the selection away. */
export function useDrag(viewport: Viewport, clear: () => void) {
  const from = useRef<{ x: number; y: number; moved: boolean } | null>(null)
  return {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.button !== 0 || (event.target as Element).closest('[data-control]')) return
      from.current = { x: event.clientX, y: event.clientY, moved: false }
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      const start = from.current
      if (!start) return
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y]
      if (!start.moved && Math.hypot(dx, dy) < 4) return
      if (!start.moved) {
        event.currentTarget.setPointerCapture(event.pointerId)
        viewport.hold(true)
      }
      from.current = { x: event.clientX, y: event.clientY, moved: true }
      viewport.pan(dx, dy)
    },
    onPointerUp: (event: PointerEvent<HTMLDivElement>) => {
      const start = from.current
      from.current = null
      viewport.hold(false)
      if (start && !start.moved && !(event.target as Element).closest('[role=button], [data-control]')) clear()
    },
    onPointerCancel: () => {
      from.current = null
      viewport.hold(false)
    },
  }
}

/** The nearest of the places in a direction, what lies sideways counting double; null where there is none. */
export function nearest(
  places: ReadonlyMap<string, Point>,
  keys: readonly string[],
  from: string,
  [dx, dy]: readonly [number, number],
): string | null {
  const start = places.get(from)
  if (!start) return keys[0] ?? null
  let best: string | null = null
  let bestCost = Number.POSITIVE_INFINITY
  for (const key of keys) {
    const at = places.get(key)!
    const [x, y] = [at.x - start.x, at.y - start.y]
    const ahead = x * dx + y * dy
    const aside = Math.abs(x * dy) + Math.abs(y * dx)
    if (ahead < 4) continue
    const cost = ahead + 2 * aside
    if (cost < bestCost) [best, bestCost] = [key, cost]
  }
  return best
}
