import type { RoutineEdit } from '../../../tasks/index.ts'
import { nameSome } from '../../filter/describe-clause.ts'
import { plural } from '../../format/numbers.ts'

/** An edit as a sentence that begins with the routines it concerns, by their names before it; what is not there has none. */
export function editText(edit: RoutineEdit, concerned: readonly string[]): string {
  const unknown = edit.kind === 'merge' ? plural(edit.routines.length, 'routine') : 'A routine'
  const of = concerned.length === 0 ? unknown : nameSome(concerned, 'and')
  switch (edit.kind) {
    case 'rename':
      return `${of} renamed to “${edit.name}”`
    case 'merge':
      return `${of} merged into “${edit.name}”`
    case 'split':
      return `${of}: ${plural(edit.variants.length, 'variant')} split off as “${edit.name}”`
    case 'trim':
      return `${of} trimmed`
    case 'reject':
      return `${of} rejected: ${edit.reason}`
  }
}
