import { Button, Checkbox, MultiSelect } from '@mantine/core'
import { useMemo } from 'react'
import { type LabelEntry, type LabelMapping, setLabel } from '../../../model/index.ts'
import { formatShare, plural } from '../../format/numbers.ts'
import { SortedTable } from '../../parts/sorted-table.tsx'
import { Locked } from './allowance.tsx'
import css from './conformance.module.css'

const reasons: { readonly [R in LabelEntry['by']]: string } = {
  same: 'the same text',
  words: 'the same words',
  similar: 'similar words',
  person: 'you said so',
  none: 'nothing fits: missing',
}

/** What nobody has matched: labels first, then activities. */
export function unmatched(mapping: LabelMapping, activities: readonly string[]) {
  const taken = new Set([...mapping.labels.flatMap(entry => entry.activities), ...mapping.ignoredActivities])
  return {
    labels: mapping.labels.filter(({ by }) => by === 'none'),
    activities: activities.filter(activity => !taken.has(activity)),
  }
}

/** What each label of the model stands for in the log; what is not matched stands first, on both sides. */
export function LabelEditor(props: {
  readonly mapping: LabelMapping
  readonly activities: readonly string[]
  readonly name: string
  readonly set: (mapping: LabelMapping) => void
  /** Why this person may change none; null where they may. */
  readonly locked: string | null
  /** Matches everything anew; null where nobody changed anything. */
  readonly reset: (() => void) | null
}) {
  const { mapping, activities, set } = props
  const disabled = props.locked !== null
  const open = useMemo(() => unmatched(mapping, activities), [mapping, activities])
  const rows = useMemo(
    () =>
      [...mapping.labels]
        .map((entry, at) => ({ entry, at }))
        .sort((a, b) => rank(a.entry) - rank(b.entry) || a.at - b.at),
    [mapping],
  )
  return (
    <div className={css.labels}>
      <div className={css.labelsHead}>
        <div className="small">
          {open.labels.length === 0 && open.activities.length === 0
            ? 'Every label of the model and every activity of the log is matched.'
            : `${plural(open.labels.length, 'label')} of the model and ${plural(open.activities.length, 'activity', 'activities')} of the log are not matched. A label without an activity counts as missing, unless it is not looked for; an activity without a label is not in the model.`}{' '}
          {props.reset && !disabled && (
            <Button size="compact-xs" variant="default" onClick={props.reset}>
              Match anew
            </Button>
          )}
        </div>
        {props.locked !== null && <Locked because={props.locked} />}
        {open.activities.length + mapping.ignoredActivities.length > 0 && (
          <MultiSelect
            label="Activities without a label that are left out of the comparison"
            size="xs"
            searchable
            clearable
            disabled={disabled}
            data={[...new Set([...mapping.ignoredActivities, ...open.activities])]}
            value={[...mapping.ignoredActivities]}
            onChange={ignoredActivities => set({ ...mapping, ignoredActivities })}
          />
        )}
      </div>
      <SortedTable
        label="Labels of the model"
        rows={rows}
        rowKey={({ entry }) => entry.label}
        most={100_000}
        rowHeight={38}
        exportName={`${props.name} labels`}
        columns={[
          { key: 'label', label: 'Label of the model', value: ({ entry }) => entry.label, width: 'minmax(140px, 1fr)' },
          {
            key: 'activities',
            label: 'stands for',
            value: ({ entry }) => entry.activities.join('; '),
            show: ({ entry }) => (
              <MultiSelect
                aria-label={`Activities of ${entry.label}`}
                size="xs"
                searchable
                disabled={disabled}
                {...(entry.activities.length === 0 ? { placeholder: 'choose activities' } : {})}
                data={[...activities]}
                value={entry.activities.filter(activity => activities.includes(activity))}
                onChange={chosen =>
                  set(chosen.length > 0 ? setLabel(mapping, entry.label, chosen) : withoutLabel(mapping, entry.label))
                }
              />
            ),
            width: 'minmax(240px, 2fr)',
          },
          {
            key: 'ignored',
            label: 'Not looked for',
            title: 'It happens without being seen, as a phone call',
            value: ({ entry }) => isIgnored(entry),
            show: ({ entry }) => (
              <Checkbox
                aria-label={`${entry.label} is not looked for`}
                size="xs"
                disabled={disabled}
                checked={isIgnored(entry)}
                onChange={({ currentTarget }) =>
                  set(currentTarget.checked ? setLabel(mapping, entry.label, []) : withoutLabel(mapping, entry.label))
                }
              />
            ),
            width: '104px',
          },
          {
            key: 'by',
            label: 'because',
            value: ({ entry }) => reasons[entry.by],
            show: ({ entry }) =>
              entry.activities.length === 0 && entry.by === 'person' ? 'you ignore it' : reasons[entry.by],
            width: '184px',
          },
          {
            key: 'confidence',
            label: 'Sure',
            value: ({ entry }) => entry.confidence,
            show: ({ entry }) => formatShare(entry.confidence, 1),
            align: 'right',
            width: '72px',
          },
        ]}
      />
    </div>
  )
}

const isIgnored = ({ activities, by }: LabelEntry) => activities.length === 0 && by === 'person'
const withoutLabel = (mapping: LabelMapping, label: string): LabelMapping => ({
  ...mapping,
  labels: mapping.labels.filter(entry => entry.label !== label),
})

/** Nothing fits, similar, the rest. */
const rank = ({ by }: LabelEntry) => (by === 'none' ? 0 : by === 'similar' ? 1 : 2)
