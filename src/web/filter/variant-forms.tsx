import { NumberInput, Slider } from '@mantine/core'
import { useMemo } from 'react'
import { useAnswer } from '../engine/use-answer.ts'
import { formatShare, plural } from '../format/numbers.ts'
import { useWords } from '../state/words.ts'
import { changed, type Of } from './clause-fields.tsx'
import css from './filter.module.css'
import { Picker } from './picker.tsx'

export function VariantForm({ clause, set, ask }: Of<'variant'>) {
  const { data } = useAnswer('variants', { ...ask, limit: 200 })
  const rows = useMemo(
    () =>
      data?.variants.map(({ id, activities, cases }, i) => ({
        value: id,
        label: `${i + 1}. ${activities.slice(0, 8).join(' → ')}${activities.length > 8 ? ` → … (${activities.length})` : ''}`,
        count: cases,
      })) ?? [],
    [data],
  )
  return (
    <Picker
      label="Variants"
      rows={rows}
      of={data?.totalCases ?? 0}
      unit="case"
      value={clause.ids}
      set={ids => set(changed(clause, { ids: ids as string[] }))}
      {...(data?.omittedVariants ? { note: `and ${plural(data.omittedVariants, 'rarer variant')}` } : {})}
    />
  )
}

export function VariantFrequencyForm({ clause, set }: Of<'variant-frequency'>) {
  const number = (value: string | number) => (value === '' ? undefined : Number(value))
  const words = useWords()
  return (
    <div className={css.two}>
      <NumberInput
        label={words('At least so many cases')}
        min={1}
        allowDecimal={false}
        value={clause.from ?? ''}
        onChange={value => set(changed(clause, { from: number(value) }))}
      />
      <NumberInput
        label="Fewer than"
        min={1}
        allowDecimal={false}
        value={clause.to ?? ''}
        onChange={value => set(changed(clause, { to: number(value) }))}
      />
    </div>
  )
}

export function CoverageForm({ clause, set }: Of<'variant-coverage'>) {
  const words = useWords()
  return (
    <div>
      <div id="coverage">{words`Share of the cases: ${formatShare(clause.share, 1)}`}</div>
      <Slider
        mt={8}
        min={1}
        max={100}
        label={null}
        thumbLabel={words('Share of the cases in percent')}
        value={Math.round(clause.share * 100)}
        onChange={value => set(changed(clause, { share: value / 100 }))}
      />
    </div>
  )
}
