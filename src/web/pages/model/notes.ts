import type { MinedModel } from '../../../analyses/models/mined-model.ts'
import { type Pool, poolText } from '../../../analyses/models/pools.ts'
import { formatNumber, plural } from '../../format/numbers.ts'
import type { Words } from '../../state/words.ts'
import { countedBy } from './legend.tsx'
import { sentence } from './numbers.tsx'
import type { Figures } from './overlay.ts'
import type { ModelState } from './state.ts'
import type { ModelData } from './use-model.ts'

/** Activities of the cases that an opened model does not have. */
export function strangersIn(mined: MinedModel | null, activities: readonly string[], words: Words): string | null {
  if (!mined?.net) return null
  const labels = new Set(mined.net.transitions.map(({ label }) => label))
  const strange = activities.filter(activity => !labels.has(activity))
  if (strange.length === 0) return null
  return words`The model does not have ${formatNumber(strange.length)} of ${plural(activities.length, 'activity', 'activities')} of these cases: ${strange.slice(0, 5).join(', ')}${strange.length > 5 ? ' …' : '.'}`
}

export const leftOut = (omitted: number, words: Words) =>
  omitted === 0 ? null : `${plural(omitted, words('case'))} in variants with too few people behind them are left out.`

/** What limits the numbers in the picture. */
export function notesOf(
  { show }: ModelState,
  { frequency, deviations, times }: Figures,
  { timesBecause }: ModelData,
): string[] {
  const notes: string[] = []
  if (frequency && frequency.by.exact < frequency.cases && show !== 'time') notes.push(countedBy(frequency))
  if (show === 'deviations' && deviations && frequency && deviations.cases < frequency.cases)
    notes.push(
      `Deviations are those of ${formatNumber(deviations.cases)} of ${plural(frequency.cases, 'case')}: the others have no alignment.`,
    )
  if (show === 'time' && timesBecause !== null) notes.push(sentence(timesBecause))
  if (show === 'time' && times && times.counted < times.cases)
    notes.push(
      `Times are those of ${formatNumber(times.counted)} of ${plural(times.cases, 'case')}: the others have no alignment.`,
    )
  return notes
}

/** Which of several pools is checked, and how to choose another. */
export function poolNote(pools: readonly Pool[], pool: string | null): string | null {
  const chosen = pools.find(({ id }) => id === pool)
  if (!chosen) return pools.length === 0 ? null : 'A case runs in one pool: choose at the right which one is checked.'
  return `Of ${pools.length} pools this is ${poolText(chosen)}; another one is chosen at the right.`
}
