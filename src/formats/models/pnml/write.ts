import type { Problems } from '../../../log/problems.ts'
import type { Flow, Marking, PetriNet } from '../../../model/petri-net.ts'
import { escaped, escapedText } from '../../ocel/xml.ts'

/** PNML as ProM and pm4py read it: one page, silent transitions marked for ProM, final markings of their own. */
export function printPnml(net: PetriNet, problems: Problems): string {
  const ids = transitionIds(net, problems)
  // a marking without tokens says so, or it would count as not given
  const isEmpty = net.initial.every(tokens => tokens === 0)
  const name = (text: string) => `<name><text>${escapedText(text, problems)}</text></name>`
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<pnml>',
    '  <net id="net1" type="http://www.pnml.org/version-2009/grammar/pnmlcoremodel">',
    '    <page id="page1">',
    ...net.places.map(({ id, name: text }, p) => {
      const tokens = net.initial[p]!
      const marking = tokens > 0 || isEmpty ? `<initialMarking><text>${tokens}</text></initialMarking>` : ''
      return `      <place id="${escaped(id, problems)}">${name(text)}${marking}</place>`
    }),
    ...net.transitions.map(({ id, label, weight }, t) => {
      if (label === '')
        problems.add(
          'empty-name',
          'A transition with an empty name will be read as a silent one.',
          { value: id },
          'loss',
        )
      const invisible = label === null ? '<toolspecific tool="ProM" version="6.4" activity="$invisible$"/>' : ''
      return `      <transition id="${escaped(ids[t]!, problems)}">${name(label ?? id)}${invisible}${weight === undefined ? '' : stochastic(weight, label === null)}</transition>`
    }),
    ...arcs(net, ids, problems),
    '    </page>',
    '    <finalmarkings>',
    ...net.final.map(marking => `      ${finalMarking(net, marking, problems)}`),
    '    </finalmarkings>',
    '  </net>',
    '</pnml>',
    '',
  ]
  return lines.join('\n')
}

/** As ProM and pm4py keep what they know of stochastic nets. */
const stochastic = (weight: number, isInvisible: boolean) =>
  `<toolspecific tool="StochasticPetriNet" version="0.2">${[
    ['distributionType', 'IMMEDIATE'],
    ['priority', '0'],
    ['invisible', String(isInvisible)],
    ['weight', String(weight)],
  ]
    .map(([key, value]) => `<property key="${key}">${value}</property>`)
    .join('')}</toolspecific>`

/** Places and transitions share their ids in PNML; a transition named like a place gets another one. */
function transitionIds({ places, transitions }: PetriNet, problems: Problems): string[] {
  const taken = new Set([...places, ...transitions].map(({ id }) => id))
  const ofPlaces = new Set(places.map(({ id }) => id))
  return transitions.map(({ id }) => {
    if (!ofPlaces.has(id)) return id
    let other = `${id}_transition`
    while (taken.has(other)) other += '_'
    taken.add(other)
    problems.add(
      'renamed-id',
      'A transition has the id of a place; it was written under another.',
      { value: id },
      'info',
    )
    return other
  })
}

function arcs({ places, transitions }: PetriNet, ids: readonly string[], problems: Problems): string[] {
  const lines: string[] = []
  const arc = (from: string, to: string, { tokens }: Flow) => {
    const inscription = tokens === 1 ? '/>' : `><inscription><text>${tokens}</text></inscription></arc>`
    lines.push(
      `      <arc id="arc${lines.length + 1}" source="${escaped(from, problems)}" target="${escaped(to, problems)}"${inscription}`,
    )
  }
  transitions.forEach(({ inputs, outputs }, t) => {
    for (const flow of inputs) arc(places[flow.place]!.id, ids[t]!, flow)
    for (const flow of outputs) arc(ids[t]!, places[flow.place]!.id, flow)
  })
  return lines
}

function finalMarking({ places }: PetriNet, marking: Marking, problems: Problems): string {
  const isEmpty = marking.every(tokens => tokens === 0)
  const marked = places.flatMap(({ id }, p) =>
    marking[p]! > 0 || (isEmpty && p === 0)
      ? [`<place idref="${escaped(id, problems)}"><text>${marking[p]}</text></place>`]
      : [],
  )
  return `<marking>${marked.join('')}</marking>`
}
