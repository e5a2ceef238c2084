import { assert, FormatError } from '../../base/errors.ts'
import { constraintOf, type DeclareModel } from '../../model/declare.ts'
import type { DirectlyFollowsGraph } from '../../model/directly-follows-graph.ts'
import type { Model } from '../../model/model.ts'
import { type Flow, type Marking, type PetriNet, PetriNetBuilder, withWeights } from '../../model/petri-net.ts'
import { parseTree, printTree } from '../../model/process-tree.ts'
import type { Step, TransitionSystem } from '../../model/transition-system.ts'
import type { ModelFormat } from './model-format.ts'

/** Nets, trees, directly-follows graphs, transition systems and Declare models as JSON of our own, version 1 (FORMATS.md). */
export const modelJson: ModelFormat = {
  id: 'json',
  title: 'JSON (Parfocal)',
  extensions: ['json'],
  kinds: ['net', 'tree', 'dfg', 'system', 'declare'],
  recognises: ({ text }) =>
    /^\ufeff?\s*\{/.test(text.slice(0, 100)) && text.slice(0, 1000).includes('"parfocal-model"'),
  read: ({ text }) => readModel(text),
  write: model =>
    `${JSON.stringify({ format: 'parfocal-model', version: 1, kind: model.kind, ...bodyOf(model) }, null, 2)}\n`,
}

function bodyOf(model: Model): object {
  if (model.kind === 'tree') return { tree: printTree(model.tree) }
  if (model.kind === 'net') return netBody(model.net)
  if (model.kind === 'system') return model.system
  if (model.kind === 'declare') return declareBody(model.declare)
  assert(model.kind === 'dfg', 'JSON of a kind that it does not hold')
  return dfgBody(model.dfg)
}

function netBody({ places, transitions, initial, final }: PetriNet): object {
  const flows = (all: readonly Flow[]) =>
    Object.fromEntries(all.map(({ place, tokens }) => [places[place]!.id, tokens]))
  const marking = (tokens: Marking) =>
    Object.fromEntries(places.flatMap(({ id }, p) => (tokens[p]! > 0 ? [[id, tokens[p]!]] : [])))
  return {
    places,
    transitions: transitions.map(({ id, label, weight, inputs, outputs }) => ({
      id,
      label,
      ...(weight === undefined ? {} : { weight }),
      inputs: flows(inputs),
      outputs: flows(outputs),
    })),
    initial: marking(initial),
    final: final.map(marking),
  }
}

const declareBody = ({ activities, constraints }: DeclareModel): object => ({
  activities,
  // what miners measured of a log is none of the model's
  constraints: constraints.map(({ template, activities }) => ({ template, activities })),
})

function dfgBody({ activities, frequency }: DirectlyFollowsGraph): object {
  const size = activities.length + 2
  const times = (from: number, to: number) => frequency[from * size + to]!
  const [START, END] = [size - 2, size - 1]
  const all = [...activities.keys()]
  const some = (to: (a: number) => number) => all.flatMap(a => (to(a) > 0 ? [[activities[a], to(a)]] : []))
  return {
    activities,
    starts: some(a => times(START, a)),
    ends: some(a => times(a, END)),
    empty: times(START, END),
    arcs: all.flatMap(a => all.filter(b => times(a, b) > 0).map(b => [activities[a], activities[b], times(a, b)])),
  }
}

type Fields = Readonly<Record<string, unknown>>

function readModel(text: string): Model {
  const json = fieldsOf(parsed(text), 'the model')
  if (json['version'] !== 1)
    throw new FormatError(`The model has the version ${JSON.stringify(json['version'])}; known is 1.`, {
      fix: 'Read it with a newer Parfocal.',
    })
  if (json['kind'] === 'tree') return { kind: 'tree', tree: parseTree(textOf(json['tree'], 'tree')) }
  if (json['kind'] === 'net') return { kind: 'net', net: readNet(json) }
  if (json['kind'] === 'dfg') return { kind: 'dfg', dfg: readDfg(json) }
  if (json['kind'] === 'system') return { kind: 'system', system: readSystem(json) }
  if (json['kind'] === 'declare') return { kind: 'declare', declare: readDeclare(json) }
  throw new FormatError(`There is no kind of model ${JSON.stringify(json['kind'])}.`, {
    fix: 'Known are net, tree, dfg, system, declare.',
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    throw new FormatError(`The JSON is broken: ${(error as Error).message}.`)
  }
}

function readNet(json: Fields): PetriNet {
  const builder = new PetriNetBuilder()
  listOf(json['places'], 'places').forEach((place, p) => {
    const { id, name = id } = fieldsOf(place, `places[${p}]`)
    builder.place(newId(builder.placeOf, textOf(id, `places[${p}].id`)), textOf(name, `places[${p}].name`))
  })
  const tokensOf = (value: unknown, where: string): [number, number][] =>
    Object.entries(fieldsOf(value, where)).map(([id, tokens]) => {
      const place = builder.placeOf(id)
      if (place === undefined) throw new FormatError(`${where} speaks of the place "${id}", which there is not.`)
      if (!Number.isSafeInteger(tokens) || (tokens as number) < 1)
        throw new FormatError(`${where}.${id} must be a whole number of tokens, at least 1.`)
      return [place, tokens as number]
    })
  const weights = new Map<number, number>()
  listOf(json['transitions'], 'transitions').forEach((transition, t) => {
    const where = `transitions[${t}]`
    const { id, label, weight, inputs = {}, outputs = {} } = fieldsOf(transition, where)
    const name = label === null ? null : textOf(label, `${where}.label`)
    const number = builder.transition(name, newId(builder.transitionOf, textOf(id, `${where}.id`)))
    if (weight !== undefined) weights.set(number, weightOf(weight, `${where}.weight`))
    for (const [place, tokens] of tokensOf(inputs, `${where}.inputs`)) builder.takes(number, place, tokens)
    for (const [place, tokens] of tokensOf(outputs, `${where}.outputs`)) builder.puts(number, place, tokens)
  })
  const final = listOf(json['final'], 'final').map((marking, m) => tokensOf(marking, `final[${m}]`))
  if (final.length === 0) throw new FormatError('final is empty: a net has at least one final marking.')
  return withWeights(builder.build(tokensOf(json['initial'], 'initial'), final), weights)
}

function weightOf(value: unknown, where: string): number {
  if (typeof value === 'number' && value >= 0) return value
  throw new FormatError(`${where} must be a number of at least 0.`)
}

function newId(known: (id: string) => number | undefined, id: string): string {
  if (known(id) === undefined) return id
  throw new FormatError(`The id "${id}" stands there twice.`, { fix: 'Give each place and transition its own.' })
}

function readDfg(json: Fields): DirectlyFollowsGraph {
  const activities = listOf(json['activities'], 'activities').map((name, a) => textOf(name, `activities[${a}]`))
  const code = new Map(activities.map((activity, a) => [activity, a]))
  if (code.size < activities.length) throw new FormatError('activities: a name stands there twice.')
  if (activities.length > 5000) throw new FormatError('activities: there are more than 5000.')
  const size = activities.length + 2
  const frequency = new Float64Array(size * size)
  const set = (from: number, to: number, times: unknown, where: string) => {
    if (typeof times !== 'number' || !(times >= 0)) throw new FormatError(`${where} must be a frequency.`)
    frequency[from * size + to] = times
  }
  const indexOf = (name: unknown, where: string) => {
    const index = code.get(textOf(name, where))
    if (index === undefined) throw new FormatError(`${where} speaks of "${name}", which is none of the activities.`)
    return index
  }
  listOf(json['starts'], 'starts').forEach((row, i) => {
    const [activity, times] = listOf(row, `starts[${i}]`)
    set(size - 2, indexOf(activity, `starts[${i}]`), times, `starts[${i}]`)
  })
  listOf(json['ends'], 'ends').forEach((row, i) => {
    const [activity, times] = listOf(row, `ends[${i}]`)
    set(indexOf(activity, `ends[${i}]`), size - 1, times, `ends[${i}]`)
  })
  set(size - 2, size - 1, json['empty'] ?? 0, 'empty')
  listOf(json['arcs'], 'arcs').forEach((row, i) => {
    const [from, to, times] = listOf(row, `arcs[${i}]`)
    set(indexOf(from, `arcs[${i}]`), indexOf(to, `arcs[${i}]`), times, `arcs[${i}]`)
  })
  return { activities, frequency }
}

function readSystem(json: Fields): TransitionSystem {
  const states = listOf(json['states'], 'states').map((name, s) => textOf(name, `states[${s}]`))
  if (states.length === 0) throw new FormatError('states is empty: the first is where a case begins.')
  if (new Set(states).size < states.length) throw new FormatError('states: a name stands there twice.')
  const stateOf = (value: unknown, where: string): number => {
    if (Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < states.length)
      return value as number
    throw new FormatError(`${where} must be the number of a state, from 0 to ${states.length - 1}.`)
  }
  const steps = listOf(json['steps'], 'steps').map((step, i): Step => {
    const { from, label, to, frequency } = fieldsOf(step, `steps[${i}]`)
    if (frequency !== undefined && !(typeof frequency === 'number' && frequency >= 0))
      throw new FormatError(`steps[${i}].frequency must be a frequency.`)
    return {
      from: stateOf(from, `steps[${i}].from`),
      label: label === null ? null : textOf(label, `steps[${i}].label`),
      to: stateOf(to, `steps[${i}].to`),
      ...(frequency === undefined ? {} : { frequency }),
    }
  })
  return { states, steps, final: listOf(json['final'], 'final').map((state, i) => stateOf(state, `final[${i}]`)) }
}

function readDeclare(json: Fields): DeclareModel {
  const namesOf = (value: unknown, where: string) =>
    listOf(value, where).map((name, i) => textOf(name, `${where}[${i}]`))
  const constraints = listOf(json['constraints'], 'constraints').map((constraint, i) => {
    const where = `constraints[${i}]`
    const { template, activities } = fieldsOf(constraint, where)
    try {
      return constraintOf(textOf(template, `${where}.template`), namesOf(activities, `${where}.activities`), {})
    } catch (error) {
      throw error instanceof FormatError && !error.message.startsWith(where)
        ? new FormatError(`${where}: ${error.message}`)
        : error
    }
  })
  const named = namesOf(json['activities'] ?? [], 'activities')
  return { activities: [...new Set([...named, ...constraints.flatMap(({ activities }) => activities)])], constraints }
}

function fieldsOf(value: unknown, where: string): Fields {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Fields
  throw new FormatError(`${where} must be an object.`)
}
function listOf(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new FormatError(`${where} must be a list.`)
}
function textOf(value: unknown, where: string): string {
  if (typeof value === 'string') return value
  throw new FormatError(`${where} must be a text.`)
}
