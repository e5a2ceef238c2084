import type { Point } from './layout/graph.ts'

/** SVG path of a chain of curves, its end drawn back so that a thick line does not show beside the tip of its arrow. */
export function pathOf(points: readonly number[], back: number): string {
  const n = points.length
  if (n < 8) return ''
  const [dx, dy] = direction(points)
  const f = (value: number) => value.toFixed(1)
  let d = `M${f(points[0]!)} ${f(points[1]!)}`
  for (let i = 2; i + 5 < n; i += 6) {
    const last = i + 6 >= n
    const x = points[i + 4]! - (last ? dx * back : 0)
    const y = points[i + 5]! - (last ? dy * back : 0)
    d += `C${f(points[i]!)} ${f(points[i + 1]!)} ${f(points[i + 2]!)} ${f(points[i + 3]!)} ${f(x)} ${f(y)}`
  }
  return d
}

/** Unit vector at the end of a chain. */
export function direction(points: readonly number[]): [number, number] {
  const n = points.length
  const x = points[n - 2]!
  const y = points[n - 1]!
  for (let i = n - 4; i >= 0; i -= 2) {
    const dx = x - points[i]!
    const dy = y - points[i + 1]!
    const length = Math.hypot(dx, dy)
    if (length > 0.5) return [dx / length, dy / length]
  }
  return [0, 1]
}

/** The head of an arrow at the end of a chain. */
export function headOf(points: readonly number[], size: number): string {
  const n = points.length
  if (n < 8) return ''
  const [dx, dy] = direction(points)
  const x = points[n - 2]!
  const y = points[n - 1]!
  const bx = x - dx * size
  const by = y - dy * size
  const half = size * 0.5
  const f = (value: number) => value.toFixed(1)
  return `M${f(x)} ${f(y)}L${f(bx - dy * half)} ${f(by + dx * half)}L${f(bx + dy * half)} ${f(by - dx * half)}Z`
}

/** `n` points along a chain, equally far apart in curve parameter: for shapes that change into one another. */
export function sampled(points: readonly number[], n: number): number[] {
  const curves = (points.length - 2) / 6
  const out: number[] = []
  for (let k = 0; k < n; k++) {
    const at = (k / (n - 1)) * curves
    const curve = Math.min(curves - 1, Math.floor(at))
    const { x, y } = onCurve(points, curve, at - curve)
    out.push(x, y)
  }
  return out
}

function onCurve(points: readonly number[], curve: number, t: number): Point {
  const i = curve * 6
  const u = 1 - t
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t]
  return {
    x: a * points[i]! + b * points[i + 2]! + c * points[i + 4]! + d * points[i + 6]!,
    y: a * points[i + 1]! + b * points[i + 3]! + c * points[i + 5]! + d * points[i + 7]!,
  }
}

/** Points at equal distances along a chain: x0 y0 x1 y1 …, so that what runs along it keeps its speed. */
export function evenly(points: readonly number[], n: number): Float32Array {
  const fine = sampled(points, n * 4)
  const lengths = new Float64Array(n * 4)
  for (let i = 1; i < n * 4; i++)
    lengths[i] = lengths[i - 1]! + Math.hypot(fine[2 * i]! - fine[2 * i - 2]!, fine[2 * i + 1]! - fine[2 * i - 1]!)
  const total = lengths[n * 4 - 1]!
  const even = new Float32Array(2 * n)
  let at = 0
  for (let k = 0; k < n; k++) {
    const wanted = (total * k) / (n - 1)
    while (at < n * 4 - 2 && lengths[at + 1]! < wanted) at++
    const span = lengths[at + 1]! - lengths[at]!
    const t = span > 0 ? (wanted - lengths[at]!) / span : 0
    even[2 * k] = fine[2 * at]! + (fine[2 * at + 2]! - fine[2 * at]!) * t
    even[2 * k + 1] = fine[2 * at + 1]! + (fine[2 * at + 3]! - fine[2 * at + 1]!) * t
  }
  return even
}

export function polyline(flat: readonly number[]): string {
  let d = ''
  for (let i = 0; i < flat.length; i += 2) d += `${i ? 'L' : 'M'}${flat[i]!.toFixed(1)} ${flat[i + 1]!.toFixed(1)}`
  return d
}
