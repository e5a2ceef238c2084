import { fire, isEnabled, type Marking, type PetriNet } from '../model/petri-net.ts'

/** Labels that may come after a sequence, by walking every run; undefined: too many. */
export function naiveNext(net: PetriNet, trace: readonly string[]): Set<string> | null | undefined {
  const closure = (markings: Marking[]): Marking[] | undefined => {
    const seen = new Map(markings.map(marking => [String(marking), marking]))
    for (const marking of seen.values())
      for (const transition of net.transitions) {
        if (transition.label !== null || !isEnabled(transition, marking)) continue
        const after = fire(transition, marking)
        if (seen.size > 300) return undefined
        if (!seen.has(String(after))) seen.set(String(after), after)
      }
    return [...seen.values()]
  }
  const labelled = (markings: readonly Marking[], label?: string) =>
    markings.flatMap(marking =>
      net.transitions
        .filter(transition => transition.label !== null && (label === undefined || transition.label === label))
        .filter(transition => isEnabled(transition, marking))
        .map(transition => ({ label: transition.label!, after: fire(transition, marking) })),
    )
  let markings = closure([net.initial])
  for (const label of trace) {
    markings = markings && closure(labelled(markings, label).map(({ after }) => after))
    if (markings?.length === 0) return null
  }
  return markings && new Set(labelled(markings).map(({ label }) => label))
}

/** Escaping edges by the definition, prefix by prefix; undefined where the net is too large to be walked. */
export function naiveEtc(
  net: PetriNet,
  rows: readonly { activities: readonly string[]; cases: number }[],
): number | undefined {
  const labels = new Set(net.transitions.map(({ label }) => label))
  const prefixes = new Map(
    rows.flatMap(({ activities }) =>
      Array.from({ length: activities.length + 1 }, (_, length) => activities.slice(0, length)).map(
        prefix => [prefix.join(' '), prefix] as const,
      ),
    ),
  )
  const goesOn = ({ activities }: { activities: readonly string[] }, prefix: readonly string[]) =>
    prefix.every((activity, i) => activities[i] === activity) &&
    (prefix.length === 0 || activities.length > prefix.length)
  let [allowed, escaping] = [0, 0]
  for (const prefix of prefixes.values()) {
    const next = naiveNext(
      net,
      prefix.filter(activity => labels.has(activity)),
    )
    if (next === undefined) return undefined
    const after = rows.filter(row => goesOn(row, prefix))
    const cases = after.reduce((sum, row) => sum + row.cases, 0)
    allowed += cases * (next?.size ?? 0)
    escaping +=
      cases * [...(next ?? [])].filter(label => !after.some(row => row.activities[prefix.length] === label)).length
  }
  return allowed > 0 ? 1 - escaping / allowed : 1
}
