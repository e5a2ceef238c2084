// Numbers: the median of runs, and how they are printed.

export function median(values) {
  const sorted = values.filter(value => value !== null && value !== undefined).sort((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length === 0) return null
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.length === 0 ? null : sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
}

const isMissing = value => value === null || value === undefined || Number.isNaN(value)
export const seconds = value => (isMissing(value) ? '–' : value >= 10 ? value.toFixed(1) : value.toFixed(3))
export const whole = value => (isMissing(value) ? '–' : String(Math.round(value)))
export const digits = (value, count = 1) => (isMissing(value) ? '–' : value.toFixed(count))
export const percent = value => (isMissing(value) ? '–' : `${(100 * value).toFixed(0)} %`)
export const times = (theirs, ours) => (theirs && ours ? `${(theirs / ours).toFixed(1)}×` : '–')

/** The median seconds by clock and processors, the highest peak and the last note of each work among the lines of its runs. */
export function digest(lines) {
  const works = new Map()
  for (const line of lines) {
    if (line.seconds === null || line.seconds === undefined) continue
    const known = works.get(line.work) ?? { all: [], cpus: [], peakMb: 0 }
    known.all.push(line.seconds)
    known.cpus.push(line.cpu)
    known.peakMb = Math.max(known.peakMb, line.peakMb ?? 0)
    known.note = line.note
    works.set(line.work, known)
  }
  for (const known of works.values()) {
    known.seconds = median(known.all)
    known.cpu = median(known.cpus)
  }
  return works
}
