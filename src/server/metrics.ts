/** Upper bounds of the duration buckets, in seconds, as Prometheus wants them. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

interface Series {
  count: number
  sum: number
  readonly buckets: number[]
}

export interface Metrics {
  observe(method: string, route: string, status: number, seconds: number): void
  /** The text of `/metrics` (Prometheus exposition format 0.0.4), with gauges that are read now. */
  render(gauges: readonly Gauge[]): string
}
export interface Gauge {
  readonly name: string
  readonly help: string
  readonly value: number
}

/** Requests and their durations by method, route and status. Routes, never addresses: their number is bounded. */
export function createMetrics(): Metrics {
  const series = new Map<string, Series>()
  return {
    observe(method, route, status, seconds) {
      const labels = `method="${quoted(method)}",route="${quoted(route)}",status="${status}"`
      let one = series.get(labels)
      if (!one) {
        one = { count: 0, sum: 0, buckets: BOUNDS.map(() => 0) }
        series.set(labels, one)
      }
      one.count++
      one.sum += seconds
      for (let i = 0; i < BOUNDS.length; i++) if (seconds <= BOUNDS[i]!) one.buckets[i]!++
    },
    render(gauges) {
      const name = 'parfocal_http_request_duration_seconds'
      const lines = [`# HELP ${name} Duration of HTTP requests.`, `# TYPE ${name} histogram`]
      for (const [labels, { count, sum, buckets }] of [...series].sort(([a], [b]) => (a < b ? -1 : 1))) {
        for (const [i, bound] of BOUNDS.entries()) lines.push(`${name}_bucket{${labels},le="${bound}"} ${buckets[i]}`)
        lines.push(
          `${name}_bucket{${labels},le="+Inf"} ${count}`,
          `${name}_sum{${labels}} ${sum}`,
          `${name}_count{${labels}} ${count}`,
        )
      }
      for (const { name: gauge, help, value } of gauges)
        lines.push(`# HELP ${gauge} ${help}`, `# TYPE ${gauge} gauge`, `${gauge} ${value}`)
      return `${lines.join('\n')}\n`
    },
  }
}

const quoted = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
