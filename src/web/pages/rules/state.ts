import { instantOf } from '../../../compliance/index.ts'

export const columns = [
  'name',
  'severity',
  'owner',
  'source',
  'violated',
  'share',
  'violations',
  'pending',
  'overdue',
] as const
export type SortColumn = (typeof columns)[number]

/** What the address holds of the page. */
export interface RulesState {
  /** Absent: results where there is a document. */
  readonly as?: 'document'
  /** Id of the selected rule. */
  readonly rule?: string
  readonly by?: SortColumn
  readonly descending?: boolean
  /** Date as of which running cases are judged. */
  readonly at?: string
  /** Days in which deadlines are soon; absent: 7. */
  readonly due?: number
}

export function readRulesState(value: Record<string, unknown>): RulesState {
  const { as, rule, at, due } = value
  const by = columns.find(one => one === value['by'])
  return {
    ...(as === 'document' ? { as } : {}),
    ...(typeof rule === 'string' ? { rule } : {}),
    ...(by ? { by, descending: value['descending'] !== false } : {}),
    ...(typeof at === 'string' && instantOf(at) !== null ? { at } : {}),
    ...(typeof due === 'number' && due >= 0 && due <= 36_500 ? { due } : {}),
  }
}
