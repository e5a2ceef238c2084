import { FormatError } from '../../../base/errors.ts'
import { attributeOf as attribute, type XmlElement } from '../../../base/xml-tree.ts'
import type { Problems } from '../../../log/problems.ts'
import { type PetriNet, PetriNetBuilder, withWeights } from '../../../model/petri-net.ts'
import { endsOf } from '../../../model/workflow-net.ts'
import { attributeOf, childOf, childrenOf, elementsIn } from '../xml-element.ts'
import { labelText, tokensOf } from './labels.ts'
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

type Node = { readonly kind: 'place' | 'transition'; readonly number: number }

class NetReader {
  private readonly parts: Parts
  private readonly problems: Problems
  private readonly builder = new PetriNetBuilder()
  private readonly initial: [number, number][] = []
  private saysInitial = false
  private readonly nodes = new Map<string, Node>()
  private readonly references = new Map<string, string>()
  /** Where each id first stands. */
  private readonly lines = new Map<string, number>()
  private readonly placeIds: string[] = []
  private readonly elements: XmlElement[] = []
  private readonly capacities = new Map<number, number>()
  /** By transition, where the file says one. */
  private readonly weights = new Map<number, number>()

  constructor(parts: Parts, problems: Problems) {
    this.parts = parts
    this.problems = problems
  }

  net(): PetriNet {
    tellRestrictions(this.parts.nodes, this.problems)
    for (const node of this.parts.nodes) this.node(node)
    for (const arc of this.parts.arcs) this.arc(arc)
    const final = this.parts.finals
      .flatMap(finals => childrenOf(finals, 'marking'))
      .filter(marking => elementsIn(marking).length > 0)
      .map(marking => this.marking(marking))
    const drawn = this.builder.build([], [[]])
    const initial = this.saysInitial ? this.initial : this.guessInitial(drawn)
    const read = this.builder.build(initial, final.length > 0 ? final : this.guessFinal(drawn, initial))
    const net = unbounded(read, this.capacities, place => this.elements[place]!, this.problems)
    return this.weights.size > 0 ? withWeights(net, this.weights) : net
  }

  private node(element: XmlElement): void {
    const id = attributeOf(element, 'id')
    const known = this.lines.get(id)
    if (known !== undefined)
      throw new FormatError(
        `<${element.name} id="${id}"> has an id that is taken: it stands in line ${known} already.`,
        {
          line: element.line,
          fix: 'Give each place and each transition an id of its own.',
        },
      )
    this.lines.set(id, element.line)
    if (element.name.startsWith('reference')) this.references.set(id, attributeOf(element, 'ref'))
    else if (element.name === 'place') this.place(element, id)
    else this.transition(element, id)
  }

  private place(element: XmlElement, id: string): void {
    const number = this.builder.place(id, labelText(childOf(element, 'name')) || id)
    this.placeIds.push(id)
    this.elements.push(element)
    const capacity = capacityOf(element)
    if (capacity !== null) this.capacities.set(number, capacity)
    this.nodes.set(id, { kind: 'place', number })
    const marking = childOf(element, 'initialMarking')
    if (marking === undefined) return
    this.saysInitial = true
    this.initial.push([number, tokensOf(marking, `place "${id}"`, 0)])
  }

  private transition(element: XmlElement, id: string): void {
    const number = this.builder.transition(isInvisible(element) ? null : this.label(element, id), id)
    this.nodes.set(id, { kind: 'transition', number })
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
    const [from, to] = ['source', 'target'].map(end => this.end(element, attributeOf(element, end), end)) as [
      Node,
      Node,
    ]
    refuseOtherArcs(element)
    if (from.kind === to.kind)
      throw new FormatError(`${arcName(element)} connects two ${from.kind}s.`, {
        line: element.line,
        fix: 'An arc leads from a place to a transition, or from a transition to a place.',
      })
    const inscription = childOf(element, 'inscription')
    const tokens = inscription ? tokensOf(inscription, arcName(element), 1) : 1
    if (tokens === 0)
      throw new FormatError(`${arcName(element)} carries no token.`, {
        line: element.line,
        fix: 'Take the arc out, or let it carry at least 1.',
      })
    if (from.kind === 'place') this.builder.takes(to.number, from.number, tokens)
    else this.builder.puts(from.number, to.number, tokens)
  }

  /** The place or transition of an id, references followed. */
  private end(element: XmlElement, id: string, side: string): Node {
    let at = id
    for (let hops = 0; this.references.has(at) && hops <= this.references.size; hops++) at = this.references.get(at)!
    const found = this.nodes.get(at)
    if (found) return found
    throw new FormatError(`${arcName(element)} has a ${side} "${id}" that is no place and no transition of the net.`, {
      line: element.line,
      fix: 'Repair the arc, or export the model again.',
    })
  }

  private marking(element: XmlElement): [number, number][] {
    return childrenOf(element, 'place').map(place => {
      const id = attributeOf(place, 'idref')
      const found = this.nodes.get(id)
      if (found?.kind !== 'place')
        throw new FormatError(`The final marking speaks of "${id}", which is no place of the net.`, {
          line: place.line,
        })
      return [found.number, tokensOf(place, `place "${id}" of the final marking`, 0)]
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
