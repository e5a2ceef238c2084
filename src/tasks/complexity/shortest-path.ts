import { compareText } from '../../base/sort.ts'
import type { Routine } from '../../model/routine.ts'
import type { Path } from './paths.ts'

/** Share of instances from which on a step belongs to the work; the same as for exceptions of a candidate. */
const USUAL = 0.95

/**
 * The shortest path that did the work: with every step that nearly all instances have (where there is none, the one with
 * which most end). Fewest steps; ties: the variant of most instances, then by its classes.
 */
export function shortestPath(
  routine: Routine,
  paths: readonly Path[],
): { readonly successful: number; readonly shortest: Path | null } {
  const required = requiredClasses(routine, paths)
  const did = paths.filter(({ classes }) => {
    const own = new Set(classes)
    return required.every(one => own.has(one))
  })
  const instances = ({ variant }: Path) => routine.variants[variant]?.instances ?? 0
  const isBetter = (a: Path, b: Path) =>
    a.steps.length - b.steps.length ||
    instances(b) - instances(a) ||
    compareText(a.classes.join('\n'), b.classes.join('\n'))
  let shortest: Path | null = null
  for (const path of did) if (shortest === null || isBetter(path, shortest) < 0) shortest = path
  return { successful: did.length, shortest }
}

function requiredClasses(routine: Routine, paths: readonly Path[]): readonly string[] {
  const usual = routine.steps.filter(({ share }) => share >= USUAL)
  if (usual.length > 0) return usual.map(step => step.class)
  const ends = new Map<string, number>()
  for (const { classes } of paths) {
    const last = classes.at(-1)
    if (last !== undefined) ends.set(last, (ends.get(last) ?? 0) + 1)
  }
  const [most] = [...ends].sort(([a, n], [b, m]) => m - n || compareText(a, b))
  return most ? [most[0]] : []
}
