import { type RefObject, useEffect, useMemo, useRef } from 'react'
import type { Store } from '../../../state/store.ts'
import { evenly } from '../geometry.ts'
import type { Theme } from '../scale.ts'
import type { Standing } from '../use-layout.ts'
import type { Camera } from '../viewport.ts'
import type { Moves } from './moves.ts'
import { TOKENS } from './sample.ts'

const STEPS = 48

interface Tokens {
  readonly canvas: RefObject<HTMLCanvasElement | null>
  readonly moves: Moves | null
  readonly standing: Standing
  readonly camera: Store<Camera>
  readonly theme: Theme
  readonly at: { current: number }
  readonly playing: boolean
  /** ms of the log a ms of the screen. */
  readonly rate: number
  readonly told: (at: number) => void
  readonly ended: () => void
}

/** Draws the dots, every frame anew, without React. */
export function useTokens({ canvas, moves, standing, camera, theme, at, playing, rate, told, ended }: Tokens): void {
  const live = useRef({ rate, told, ended })
  live.current = { rate, told, ended }
  const ways = useMemo(
    () => moves?.arcs.map(key => evenly(standing.arcs.get(key)!.points, STEPS)) ?? [],
    [moves, standing],
  )
  useEffect(() => {
    const element = canvas.current
    const pen = element?.getContext('2d')
    if (!element || !pen || !moves) return
    let frame = 0
    let before = performance.now()
    let toldAt = 0
    const draw = (now: number) => {
      const passed = Math.min(100, now - before)
      before = now
      at.current = Math.max(at.current, moves.begin)
      if (playing) at.current = Math.min(moves.end, at.current + passed * live.current.rate)
      paint(element, pen, moves, ways, camera.get(), at.current, theme)
      if (now - toldAt > 100) {
        toldAt = now
        live.current.told(at.current)
      }
      if (playing && at.current >= moves.end) live.current.ended()
      frame = requestAnimationFrame(draw)
    }
    frame = requestAnimationFrame(draw)
    return () => cancelAnimationFrame(frame)
  }, [canvas, moves, ways, camera, theme, at, playing])
}

function paint(
  element: HTMLCanvasElement,
  pen: CanvasRenderingContext2D,
  moves: Moves,
  ways: readonly Float32Array[],
  { x, y, k }: Camera,
  now: number,
  theme: Theme,
): void {
  const scale = window.devicePixelRatio || 1
  const width = Math.round(element.clientWidth * scale)
  const height = Math.round(element.clientHeight * scale)
  if (element.width !== width || element.height !== height) {
    element.width = width
    element.height = height
  }
  pen.setTransform(1, 0, 0, 1, 0, 0)
  pen.clearRect(0, 0, width, height)
  pen.setTransform(scale, 0, 0, scale, 0, 0)
  const { arc, from, to } = moves
  const radius = Math.min(4.5, Math.max(2, 4 * Math.sqrt(k)))
  pen.beginPath()
  let drawn = 0
  for (let i = 0; i < arc.length && drawn < TOKENS; i++) {
    if (from[i]! > now || to[i]! < now) continue
    const way = ways[arc[i]!]!
    const length = to[i]! - from[i]!
    const t = length > 0 ? (now - from[i]!) / length : 1
    const step = t * (STEPS - 1)
    const a = Math.min(STEPS - 2, Math.floor(step))
    const rest = step - a
    const px = (way[2 * a]! + (way[2 * a + 2]! - way[2 * a]!) * rest - x) * k
    const py = (way[2 * a + 1]! + (way[2 * a + 3]! - way[2 * a + 1]!) * rest - y) * k
    if (px < -9 || py < -9 || px > element.clientWidth + 9 || py > element.clientHeight + 9) continue
    pen.moveTo(px + radius, py)
    pen.arc(px, py, radius, 0, 6.2832)
    drawn++
  }
  pen.fillStyle = theme === 'dark' ? '#ffb35c' : '#d9730d'
  pen.strokeStyle = theme === 'dark' ? '#12151a' : '#ffffff'
  pen.lineWidth = 1
  pen.fill()
  pen.stroke()
}
