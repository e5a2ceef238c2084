import { inOrder, type Work } from '../base/in-order.ts'
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

/** A sound workflow net with the same language. Takes no stack. */
export function powlToPetriNet(model: Powl): PetriNet {
  const builder = new PetriNetBuilder()
  const source = builder.place('source')
  const sink = builder.place('sink')
  inOrder(() => placed(builder, model, [source], [sink]))
  return builder.build([[source, 1]], [[[sink, 1]]])
}

function step(builder: PetriNetBuilder, label: string | null, from: Places, to: Places): undefined {
  const transition = builder.transition(label)
  for (const one of from) builder.takes(transition, one)
  for (const one of to) builder.puts(transition, one)
}
type Places = readonly number[]

/** Puts the part between places: it begins when all of `from` have a token and ends with one on each of `to`. */
function placed(builder: PetriNetBuilder, model: Powl, from: Places, to: Places): readonly Work[] | undefined {
  if (model.kind === 'activity') return step(builder, model.activity, from, to)
  if (model.kind === 'silent') return step(builder, null, from, to)
  if (model.kind === 'order') return orderPlaced(builder, model, from, to)
  if (model.operator === '×') return model.children.map(child => () => placed(builder, child, from, to))
  const [body, ...redo] = model.children
  const [begin, end] = [builder.place(), builder.place()]
  step(builder, null, from, [begin])
  return [
    () => placed(builder, body!, [begin], [end]),
    ...redo.map(child => () => placed(builder, child, [end], [begin])),
    () => step(builder, null, [end], to),
  ]
}

function orderPlaced(
  builder: PetriNetBuilder,
  model: Powl & { kind: 'order' },
  from: Places,
  to: Places,
): readonly Work[] {
  const links = model.before.map(([a, b]) => ({ a, b, place: builder.place() }))
  const starts: number[] = []
  const ends: number[] = []
  const parts = model.children.map(
    (child, c): Work =>
      () => {
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
        return placed(builder, child, causes, effects)
      },
  )
  return [...parts, () => step(builder, null, from, starts), () => step(builder, null, ends, to)]
}
