import { SegmentedControl, Select, useComputedColorScheme } from '@mantine/core'
import { formatNumber, plural } from '../../format/numbers.ts'
import { useWords } from '../../state/words.ts'
import map from '../map/map.module.css'
import { gradient, type Range } from '../map/scale.ts'
import type { SetModel } from './controls.tsx'
import { type Figures, type Overlay, statisticNames, timeAsked, timeNames } from './overlay.ts'
import { type ModelState, type Show, type TimeKind, type TimeStatistic, timeKinds, timeStatistics } from './state.ts'

/** What colours and numbers of the picture are to say, and what they stand for. */
export function OverlayControls(props: {
  readonly state: ModelState
  readonly set: SetModel
  readonly overlay: Overlay
  readonly figures: Figures
  readonly range: Range | null
  /** What has a colour. */
  readonly of: string
}) {
  const { state, set, overlay, figures, range, of } = props
  const names = timeNames(figures.hasStarts)
  const words = useWords()
  const show = state.show ?? 'frequency'
  return (
    <>
      <SegmentedControl
        aria-label="Coloured by"
        fullWidth
        size="xs"
        value={show}
        data={[
          { value: 'frequency', label: 'Frequency' },
          { value: 'time', label: 'Time' },
          { value: 'deviations', label: 'Deviations' },
        ]}
        onChange={value => set({ show: value === 'frequency' ? undefined : (value as Show) })}
      />
      {show === 'time' && (
        <>
          {figures.hasStarts && (
            <Select
              label="Which time"
              data={timeKinds.map(value => ({ value, label: names[value] }))}
              value={timeAsked(state, figures.hasStarts)}
              allowDeselect={false}
              onChange={value => set({ time: value === 'waiting' ? undefined : (value as TimeKind) })}
            />
          )}
          <Select
            label="Figure"
            data={timeStatistics.map(value => ({ value, label: statisticNames[value] }))}
            value={state.stat ?? 'median'}
            allowDeselect={false}
            onChange={value => set({ stat: value === 'median' ? undefined : (value as TimeStatistic) })}
          />
        </>
      )}
      <div className={map.legend} data-testid="legend">
        <div className={map.legendTitle}>{overlay.title}</div>
        <Ramp overlay={overlay} range={range} title={of} />
        <div className="small muted">{words(explained(show, figures))}</div>
      </div>
    </>
  )
}

function Ramp({
  overlay,
  range,
  title,
}: {
  readonly overlay: Overlay
  readonly range: Range | null
  readonly title: string
}) {
  const theme = useComputedColorScheme('light')
  return (
    <div>
      <div className="small">{title}</div>
      {range ? (
        <>
          <div className={map.ramp} style={{ background: gradient(overlay.kind, theme) }} />
          <div className={map.rampEnds}>
            <span>{overlay.print(Math.min(0, range.min))}</span>
            <span>{overlay.print(range.max)}</span>
          </div>
        </>
      ) : (
        <div className="small muted">no numbers yet</div>
      )}
    </div>
  )
}

function explained(show: Show, { frequency, hasStarts }: Figures): string {
  if (show === 'deviations')
    return '− skipped: the model wants the activity, the case has none. + inserted: right behind it the case has something that the model does not allow. In shares of cases. Width: frequency.'
  if (show === 'time')
    return `${hasStarts ? 'An activity waits from when all that must come before it is done.' : 'From when all that must come before an activity is done to its completion.'} Of events that fit the model alone. Width: frequency.`
  return `${frequency ? `${countedBy(frequency)} ` : ''}Width: frequency.`
}

/** How the cases were counted, in sentences. */
export function countedBy({ cases, by: { exact, bounded, replay } }: NonNullable<Figures['frequency']>): string {
  if (exact === cases) return 'Counted by best alignments.'
  if (replay === cases) return 'Counted by token-based replay, without alignments.'
  const ways = [
    exact > 0 ? `${formatNumber(exact)} by best alignments` : '',
    bounded > 0 ? `${formatNumber(bounded)} by alignments that may not be the best` : '',
    replay > 0 ? `${formatNumber(replay)} by token-based replay` : '',
  ]
  return `Of ${plural(cases, 'case')} the time sufficed to count ${ways.filter(Boolean).join(', ')}.`
}
