// The questions that are timed, each with a word that shows what it counted.
import { ask } from './open.mjs'

const arcs = answer => `${answer.from.filter((from, i) => from >= 0 && answer.to[i] >= 0).length} arcs`

export const questions = {
  'directly-follows': async engine => arcs(await engine.arcs(ask)),
  'arcs with times': async engine => arcs(await engine.arcs({ ...ask, quantiles: true })),
  variants: async engine => `${(await engine.variants({ ...ask, limit: 10 })).totalVariants} variants`,
  'eventually-follows': async engine => `${(await engine.eventuallyFollows(ask)).from.length} pairs`,
  'filter: ten most common variants': async engine => {
    const { variants } = await engine.variants({ ...ask, limit: 10 })
    return `${(await engine.size({ ...ask, filter: [{ kind: 'variant', ids: variants.map(v => v.id) }] })).cases} cases`
  },
  'filter: time frame': async (engine, { from, to }) =>
    `${(await engine.size({ ...ask, filter: [{ kind: 'time', mode: 'contained', from, to }] })).cases} cases`,
}

/** The others that a page asks. */
export const more = {
  summary: async engine => `${(await engine.summary(ask)).activities} activities`,
  activities: async engine => `${(await engine.activities(ask)).activity.length} activities`,
  'first page of cases': async engine => `${(await engine.cases({ ...ask, limit: 100 })).id.length} cases`,
  'case durations': async engine =>
    `${(await engine.histogram({ ...ask, measured: { of: 'throughput' } })).counts.length} bins`,
  'events over time': async engine => `${(await engine.timeSeries({ ...ask, of: 'events' })).at.length} bins`,
  'active cases over time': async engine =>
    `${(await engine.timeSeries({ ...ask, of: 'active-cases' })).at.length} bins`,
  rework: async engine => `${(await engine.rework(ask)).cases} cases`,
  resources: async engine => `${(await engine.resources(ask)).resource.length} resources`,
  handovers: async engine => `${(await engine.handovers(ask)).from.length} handovers`,
}

/** The second quarter of the time of a log. */
export async function frameOf(engine) {
  const { start, end } = await engine.summary(ask)
  return { from: Math.round(start + (end - start) / 4), to: Math.round(start + (end - start) / 2) }
}
