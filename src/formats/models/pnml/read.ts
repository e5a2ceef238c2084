import { FormatError } from '../../../base/errors.ts'
import { attributeOf as attribute, type XmlElement } from '../../../base/xml-tree.ts'
import type { Problems } from '../../../log/problems.ts'
import { type PetriNet, PetriNetBuilder, withWeights } from '../../../model/petri-net.ts'
import { endsOf } from '../../../model/workflow-net.ts'
import { attributeOf, childOf, childrenOf, elementsIn } from '../xml-element.ts'
import { labelText, tokensOf } from './labels.ts'
import { NetNodes, type NodesOfId } from './net-nodes.ts'
import { capacityOf, tellRestrictions, unbounded } from './restrictions.ts'
import { isInvisible, weightOf } from './tool-properties.ts'

/** The net of a PNML file; of several nets the first that is not empty. */
export function readPnml(root: XmlElement, problems: Problems): PetriNet {
  const nets = childrenOf(root, 'net')
  const [first] = nets
  if (first === undefined)
    throw new FormatError('<pnml> has no <net>.', { line: root.line, fix: 'Export the model again.' })
  const parts = nets.map(net => ({ net, parts: partsOf(net, problems) }))
  const chosen = parts.find(({ parts: { nodes } }) => nodes.length > 0) ?? parts[0]!
  if (nets.length > 1)
    problems.add(
      'several-nets',
      `The file holds ${nets.length} nets; only ${attributeNamed(chosen.net)} was read.`,
      { line: chosen.net.line },
      'loss',
    )
  const type = attribute(chosen.net, 'type') ?? ''
  if (/symmetricnet|highlevel|pt-hlpng/i.test(type))
    throw new FormatError(`The net is of the type ${type}, whose tokens have values.`, {
      line: chosen.net.line,
      fix: 'Only place/transition nets can be read.',
    })
  return new NetReader(chosen.parts, problems).net()
}

const attributeNamed = (net: XmlElement) => {
  const id = attribute(net, 'id')
  return id === null ? 'the first' : `"${id}"`
}

interface Parts {
  readonly nodes: readonly XmlElement[]
  readonly arcs: readonly XmlElement[]
  readonly finals: readonly XmlElement[]
}
const NODES = ['place', 'transition', 'referencePlace', 'referenceTransition']

/** All of a net, its pages included. */
function partsOf(net: XmlElement, problems: Problems): Parts {
  const nodes: XmlElement[] = []
  const arcs: XmlElement[] = []
  const finals: XmlElement[] = []
  const visit = (part: XmlElement) => {
    for (const child of elementsIn(part)) {
      if (NODES.includes(child.name)) nodes.push(child)
      else if (child.name === 'arc') arcs.push(child)
      else if (child.name === 'page') visit(child)
      else if (child.name === 'finalmarkings') finals.push(child)
      else if (child.name === 'net')
        problems.add('sub-process', 'A net inside a net (a sub-process) was left out.', { line: child.line }, 'loss')
    }
  }
  visit(net)
  return { nodes, arcs, finals }
}

class NetReader {
  private readonly parts: Parts
  private readonly problems: Problems
  private readonly builder = new PetriNetBuilder()
  private readonly initial: [number, number][] = []
  private saysInitial = false
  private readonly nodes: NetNodes
  /** Numbers of places that hold a token where a case has ended. */
  private readonly ends = new Set<number>()
  private readonly placeIds: string[] = []
  private readonly elements: XmlElement[] = []
  private readonly capacities = new Map<number, number>()
  /** By transition, where the file says one. */
  private readonly weights = new Map<number, number>()

  constructor(parts: Parts, problems: Problems) {
    this.parts = parts
    this.problems = problems
    this.nodes = new NetNodes(problems)
  }

  net(): PetriNet {
    tellRestrictions(this.parts.nodes, this.problems)
    for (const node of this.parts.nodes) this.node(node)
    const final = this.parts.finals
      .flatMap(finals => childrenOf(finals, 'marking'))
      .filter(marking => elementsIn(marking).length > 0)
      .map(marking => this.marking(marking))
    for (const [place, tokens] of final.flat()) if (tokens > 0) this.ends.add(place)
    for (const arc of this.parts.arcs) this.arc(arc)
    const drawn = this.builder.build([], [[]])
    const initial = this.saysInitial ? this.initial : this.guessInitial(drawn)
    const read = this.builder.build(initial, final.length > 0 ? final : this.guessFinal(drawn, initial))
    const net = unbounded(read, this.capacities, place => this.elements[place]!, this.problems)
    return this.weights.size > 0 ? withWeights(net, this.weights) : net
  }

  private node(element: XmlElement): void {
    if (element.name.startsWith('reference')) this.nodes.addReference(element)
    else if (element.name === 'place') this.place(element, attributeOf(element, 'id'))
    else this.transition(element, attributeOf(element, 'id'))
  }

  private place(element: XmlElement, id: string): void {
    const name = labelText(childOf(element, 'name')) || id
    const number = this.nodes.add(element, 'place', () => this.builder.place(id, name))
    this.placeIds.push(id)
    this.elements.push(element)
    const capacity = capacityOf(element)
    if (capacity !== null) this.capacities.set(number, capacity)
    const marking = childOf(element, 'initialMarking')
    if (marking === undefined) return
    this.saysInitial = true
    this.initial.push([number, tokensOf(marking, `place "${id}"`, 0)])
  }

  private transition(element: XmlElement, id: string): void {
    const number = this.nodes.add(element, 'transition', () =>
      this.builder.transition(isInvisible(element) ? null : this.label(element, id), id),
    )
    const weight = weightOf(element)
    if (weight !== null) this.weights.set(number, weight)
  }

  private label(element: XmlElement, id: string): string | null {
    const label = labelText(childOf(element, 'name'))
    const place = { line: element.line, value: id }
    if (label === undefined) {
      this.problems.add('unnamed-transition', 'A transition has no name; its id is its label.', place, 'info')
      return id
    }
    if (label !== '') return label
    this.problems.add('empty-name', 'A transition with an empty name is read as a silent one.', place, 'info')
    return null
  }

  private arc(element: XmlElement): void {
    const [from, to] = ['source', 'target'].map(side => this.end(element, attributeOf(element, side), side)) as [
      NodesOfId,
      NodesOfId,
    ]
    refuseOtherArcs(element)
    const takes = this.isTaking(element, from, to)
    const inscription = childOf(element, 'inscription')
    const tokens = inscription ? tokensOf(inscription, arcName(element), 1) : 1
    if (tokens === 0)
      throw new FormatError(`${arcName(element)} carries no token.`, {
        line: element.line,
        fix: 'Take the arc out, or let it carry at least 1.',
      })
    if (takes) this.builder.takes(to.transition!, from.place!, tokens)
    else this.builder.puts(from.transition!, to.place!, tokens)
  }

  /** Whether an arc leads from a place to a transition; of two nodes with ids that both stand twice, a case begins or ends there. */
  private isTaking(element: XmlElement, from: NodesOfId, to: NodesOfId): boolean {
    const isTaking = from.place !== undefined && to.transition !== undefined
    const isPutting = from.transition !== undefined && to.place !== undefined
    if (isTaking !== isPutting) return isTaking
    if (!isTaking)
      throw new FormatError(`${arcName(element)} connects two ${from.place === undefined ? 'transition' : 'place'}s.`, {
        line: element.line,
        fix: 'An arc leads from a place to a transition, or from a transition to a place.',
      })
    const begins = this.initial.some(([place, tokens]) => place === from.place && tokens > 0)
    if (begins !== this.ends.has(to.place!)) return begins
    throw new FormatError(`${arcName(element)} may lead from a place or to one: both ids stand twice.`, {
      line: element.line,
      fix: 'Give each place and each transition an id of its own.',
    })
  }

  private end(element: XmlElement, id: string, side: string): NodesOfId {
    const found = this.nodes.of(id)
    if (found) return found
    throw new FormatError(`${arcName(element)} has a ${side} "${id}" that is no place and no transition of the net.`, {
      line: element.line,
      fix: 'Repair the arc, or export the model again.',
    })
  }

  private marking(element: XmlElement): [number, number][] {
    return childrenOf(element, 'place').map(place => {
      const id = attributeOf(place, 'idref')
      const found = this.nodes.of(id)
      if (found?.place === undefined)
        throw new FormatError(`The final marking speaks of "${id}", which is no place of the net.`, {
          line: place.line,
        })
      return [found.place, tokensOf(place, `place "${id}" of the final marking`, 0)]
    })
  }

  private guessInitial(drawn: PetriNet): [number, number][] {
    const { sources } = endsOf(drawn)
    const how =
      sources.length === 1
        ? `a token on ${this.placeIds[sources[0]!]}, the only place without incoming arcs, was put`
        : 'it has no single place without incoming arcs, so it begins with none'
    this.problems.add('no-initial-marking', `The net says no initial marking: ${how}.`)
    return sources.length === 1 ? [[sources[0]!, 1]] : []
  }

  private guessFinal(drawn: PetriNet, initial: [number, number][]): [number, number][][] {
    const { sinks } = endsOf(drawn)
    const names = sinks.map(place => this.placeIds[place]!).join(', ')
    const how =
      sinks.length === 0
        ? 'it has no place without outgoing arcs, so it ends as it begins'
        : `it ends with a token on ${sinks.length === 1 ? names : `one of ${names}`}, which no arc leaves`
    this.problems.add(
      'no-final-marking',
      `The net says no final marking: ${how}.`,
      {},
      sinks.length === 1 ? 'info' : 'warning',
    )
    return sinks.length === 0 ? [initial] : sinks.map(place => [[place, 1]])
  }
}

const arcName = (arc: XmlElement) => {
  const id = attribute(arc, 'id')
  const ends = `from "${attribute(arc, 'source') ?? ''}" to "${attribute(arc, 'target') ?? ''}"`
  return id === null ? `The arc ${ends}` : `The arc "${id}" ${ends}`
}

/** Inhibitor, reset and read arcs say more than tokens moved. */
function refuseOtherArcs(element: XmlElement): void {
  const type = childOf(element, 'type')
  const kind = (
    labelText(childOf(element, 'arctype')) ||
    (type && (attribute(type, 'value') || attribute(type, 'text') || labelText(type))) ||
    attribute(element, 'type') ||
    'normal'
  ).toLowerCase()
  if (['inhibitor', 'reset', 'read', 'test', 'statetransition'].includes(kind))
    throw new FormatError(`${arcName(element)} is of the kind "${kind}".`, {
      line: element.line,
      fix: 'Only arcs that move tokens can be read.',
    })
}
