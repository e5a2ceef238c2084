import { type RefObject, useLayoutEffect, useRef } from 'react'
import { headOf, pathOf, polyline, sampled } from '../geometry.ts'
import type { Standing } from '../use-layout.ts'

/** ms */
const TIME = 200
/** Beyond, a jump is calmer than a picture that stutters. */
const MOST = 700
const SAMPLES = 20

/**
 * Moves nodes and arcs from the layout before to the new one in 200 ms; what is new fades in. React has drawn the new
 * picture already; only attributes change meanwhile, and they end as React wrote them.
 */
export function useTransition(group: RefObject<SVGGElement | null>, standing: Standing): void {
  const before = useRef<Standing | null>(null)
  useLayoutEffect(() => {
    const from = before.current
    before.current = standing
    const root = group.current
    if (!from || from === standing || !root) return
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
    if (standing.nodes.size + standing.arcs.size > MOST) return
    const steps = stepsOf(root, from, standing)
    const start = performance.now()
    let frame = 0
    const draw = (now: number) => {
      const t = Math.min(1, (now - start) / TIME)
      const eased = 1 - (1 - t) ** 3
      for (const step of steps) step(eased)
      if (t < 1) frame = requestAnimationFrame(draw)
    }
    draw(start)
    frame = requestAnimationFrame(draw)
    return () => {
      cancelAnimationFrame(frame)
      for (const step of steps) step(1)
    }
  }, [group, standing])
}

function stepsOf(root: SVGGElement, from: Standing, to: Standing): ((t: number) => void)[] {
  const steps: ((t: number) => void)[] = []
  const between = (a: number, b: number, t: number) => a + (b - a) * t
  const fade = (element: SVGElement) => (t: number) => {
    if (t < 1) element.style.opacity = String(t)
    else element.style.removeProperty('opacity')
  }
  for (const element of root.querySelectorAll<SVGGElement>('[data-node]')) {
    const key = element.getAttribute('data-node')!
    const b = to.nodes.get(key)
    const a = from.nodes.get(key)
    if (!b) continue
    if (!a) steps.push(fade(element))
    else if (a.x !== b.x || a.y !== b.y)
      steps.push(t => element.setAttribute('transform', `translate(${between(a.x, b.x, t)} ${between(a.y, b.y, t)})`))
  }
  for (const element of root.querySelectorAll<SVGGElement>('[data-arc]')) {
    const key = element.getAttribute('data-arc')!
    const b = to.arcs.get(key)
    const a = from.arcs.get(key)
    if (!b) continue
    if (!a) steps.push(fade(element))
    else if (a.points !== b.points) steps.push(morph(element, a, b))
  }
  return steps
}

type Arc = Standing['arcs'] extends ReadonlyMap<string, infer A> ? A : never

function morph(element: SVGGElement, a: Arc, b: Arc): (t: number) => void {
  const line = element.querySelector('[data-shape=line]')
  const hit = line?.previousElementSibling
  const head = element.querySelector('[data-shape=head]')
  const pill = element.querySelector('[data-shape=pill]')
  const [p, q] = [sampled(a.points, SAMPLES), sampled(b.points, SAMPLES)]
  const width = Number(line?.getAttribute('stroke-width') ?? 1)
  const size = 7 + width * 0.9
  return t => {
    const mix = t < 1 ? p.map((value, i) => value + (q[i]! - value) * t) : null
    const path = mix ? polyline(mix) : pathOf(b.points, size * 0.8)
    line?.setAttribute('d', path)
    hit?.setAttribute('d', path)
    head?.setAttribute('d', headOf(mix ?? b.points, size))
    const x = a.label.x + (b.label.x - a.label.x) * t
    const y = a.label.y + (b.label.y - a.label.y) * t
    pill?.setAttribute('transform', `translate(${x} ${y})`)
  }
}
