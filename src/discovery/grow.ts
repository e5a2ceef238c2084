import { type Cancel, never, type Progress } from '../base/platform.ts'

/** Who may stop the mining, and is told how far it is: as a share, by parts that are done. */
export interface Watch {
  readonly cancel: Cancel
  readonly progress?: Progress | undefined
}
export const unwatched: Watch = { cancel: never }

/** What a part becomes: a model, or what is made of the models of parts of its own. */
export type Growth<P, M> =
  | { readonly model: M }
  | { readonly parts: readonly P[]; readonly made: (models: readonly M[]) => M }

interface Open<P, M> {
  readonly parts: readonly P[]
  readonly made: (models: readonly M[]) => M
  readonly models: M[]
  /** Of the whole, for each of its parts. */
  readonly shares: readonly number[]
}

/**
 * A model from the whole, part by part, depth first. Takes no stack, however deep the model is. `size`: how much work a part
 * is, beside the others of its whole, for progress alone.
 */
export function grow<P, M>(
  whole: P,
  growth: (part: P) => Growth<P, M>,
  size: (part: P) => number,
  { cancel, progress }: Watch,
): M {
  const open: Open<P, M>[] = [{ parts: [whole], made: ([model]) => model!, models: [], shares: [1] }]
  let done = 0
  for (;;) {
    const { parts, made, models, shares } = open.at(-1)!
    if (models.length === parts.length) {
      open.pop()
      const above = open.at(-1)
      if (above === undefined) return made(models)
      above.models.push(made(models))
      continue
    }
    cancel.throwIfCancelled()
    const share = shares[models.length]!
    const found = growth(parts[models.length]!)
    if ('parts' in found && found.parts.length > 0) {
      open.push({ ...found, models: [], shares: progress ? sharesOf(found.parts, size, share) : ones(found.parts) })
      continue
    }
    models.push('parts' in found ? found.made([]) : found.model)
    done += share
    progress?.({ phase: 'mining', done: Math.min(1, done), total: 1, unit: 'share' })
  }
}

const ones = (parts: readonly unknown[]) => parts.map(() => 1)

function sharesOf<P>(parts: readonly P[], size: (part: P) => number, share: number): readonly number[] {
  const sizes = parts.map(part => 1 + size(part))
  const all = sizes.reduce((sum, one) => sum + one, 0)
  return sizes.map(one => (share * one) / all)
}
