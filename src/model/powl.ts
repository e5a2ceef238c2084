import { type PetriNet, PetriNetBuilder } from './petri-net.ts'

/**
 * A partially ordered workflow language model (H. Kourani, S. van Zelst, POWL: partially ordered workflow language, 2023):
 * choices and loops as in process trees, and parts that all happen, some before others. `before` holds pairs of indices
 * of children and is a transitive reduction. Sound by construction.
 */
export type Powl =
  | { readonly kind: 'activity'; readonly activity: string }
  | { readonly kind: 'silent' }
  | { readonly kind: 'operator'; readonly operator: '×' | '↺'; readonly children: readonly Powl[] }
  | {
      readonly kind: 'order'
      readonly children: readonly Powl[]
      readonly before: readonly (readonly [number, number])[]
    }

/** `≺(a, b, ×(c, τ); 1≺3, 2≺3)`: parts that all happen, then which comes before which, by place in the list. */
export function printPowl(model: Powl): string {
  if (model.kind === 'silent') return 'τ'
  if (model.kind === 'activity')
    return /^[\p{L}\p{N}_.:-]+$/u.test(model.activity) ? model.activity : JSON.stringify(model.activity)
  const children = model.children.map(printPowl).join(', ')
  if (model.kind === 'operator') return `${model.operator}(${children})`
  const order = model.before.map(([a, b]) => `${a + 1}≺${b + 1}`).join(', ')
  return `≺(${children}${order === '' ? '' : `; ${order}`})`
}

/** A sound workflow net with the same language. */
export function powlToPetriNet(model: Powl): PetriNet {
  const builder = new PetriNetBuilder()
  const source = builder.place('source')
  const sink = builder.place('sink')
  place(builder, model, [source], [sink])
  return builder.build([[source, 1]], [[[sink, 1]]])
}

function step(builder: PetriNetBuilder, label: string | null, from: readonly number[], to: readonly number[]): void {
  const transition = builder.transition(label)
  for (const one of from) builder.takes(transition, one)
  for (const one of to) builder.puts(transition, one)
}

/** Puts the part between places: it begins when all of `from` have a token and ends with one on each of `to`. */
function place(builder: PetriNetBuilder, model: Powl, from: readonly number[], to: readonly number[]): void {
  if (model.kind === 'activity') step(builder, model.activity, from, to)
  else if (model.kind === 'silent') step(builder, null, from, to)
  else if (model.kind === 'order') placeOrder(builder, model, from, to)
  else if (model.operator === '×') for (const child of model.children) place(builder, child, from, to)
  else {
    const [body, ...redo] = model.children
    const [begin, end] = [builder.place(), builder.place()]
    step(builder, null, from, [begin])
    place(builder, body!, [begin], [end])
    for (const child of redo) place(builder, child, [end], [begin])
    step(builder, null, [end], to)
  }
}

function placeOrder(
  builder: PetriNetBuilder,
  model: Powl & { kind: 'order' },
  from: readonly number[],
  to: readonly number[],
): void {
  const links = model.before.map(([a, b]) => ({ a, b, place: builder.place() }))
  const starts: number[] = []
  const ends: number[] = []
  model.children.forEach((child, c) => {
    const causes = links.filter(({ b }) => b === c).map(link => link.place)
    const effects = links.filter(({ a }) => a === c).map(link => link.place)
    if (causes.length === 0) {
      causes.push(builder.place())
      starts.push(...causes)
    }
    if (effects.length === 0) {
      effects.push(builder.place())
      ends.push(...effects)
    }
    place(builder, child, causes, effects)
  })
  step(builder, null, from, starts)
  step(builder, null, ends, to)
}
