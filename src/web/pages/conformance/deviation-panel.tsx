import { useMemo } from 'react'
import type { CheckedDeviation, ConformanceCheck } from '../../../analyses/models/conformance-check.ts'
import type { WrittenAllowedDeviation } from '../../../analyses/models/deviation-allowlist.ts'
import type { Ask } from '../../../log/engine.ts'
import { Inspector, useEscape } from '../../app/inspector.tsx'
import { formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { Duration, Facts } from '../../parts/facts.tsx'
import { SeriesChart } from '../../parts/series-chart.tsx'
import map from '../map/map.module.css'
import { Allowance, AllowForm, Locked } from './allowance.tsx'
import { CaseActions } from './case-actions.tsx'
import { Concentrations } from './concentrations.tsx'
import css from './conformance.module.css'
import { shareSeries } from './trend.tsx'
import { chanceText, deviationSentence, kindNames, placeName, signed, timeImpactText } from './words.ts'

/** Everything about one deviation: how often, what it costs, where, in which values it concentrates, since when, and whether it is allowed. */
export function DeviationPanel(props: {
  readonly ask: Ask
  readonly check: ConformanceCheck
  readonly deviation: CheckedDeviation
  readonly allow: (entry: WrittenAllowedDeviation) => void
  readonly takeBack: (deviation: string) => void
  /** Why this person may allow nothing and take nothing back; null where they may. */
  readonly locked: string | null
  readonly close: () => void
}) {
  const { check, deviation } = props
  const { evidence, activity } = deviation
  const { close } = props
  useEscape(close)
  return (
    <Inspector title={activity} kind={`Deviation: ${kindNames[deviation.kind].toLowerCase()}`} close={close}>
      <p className={css.sentence}>{deviationSentence(deviation)}</p>
      {evidence === null ? (
        <div className="muted small">
          No filter can keep exactly these cases: some of them still run, others do not.
        </div>
      ) : (
        <CaseActions evidence={evidence} />
      )}
      <Numbers check={check} deviation={deviation} />
      <div className={css.panelHead}>Where in the model?</div>
      <ul className={map.list}>
        {deviation.places.slice(0, 8).map(place => (
          <li key={`${place.afterTransition} ${place.transition}`} className={css.place}>
            <span className="ellipsis">{placeName(place.after)}</span>
            <span className="number">{plural(place.cases, 'case')}</span>
          </li>
        ))}
      </ul>
      {deviation.places.length > 8 && (
        <div className="muted small">and {plural(deviation.places.length - 8, 'place')} more</div>
      )}
      {evidence !== null && (
        <Concentrations
          key={`values ${deviation.id}`}
          ask={props.ask}
          evidence={evidence}
          named={[activity]}
          have="have the deviation"
          exportName={`${deviation.kind} ${activity} concentrations`}
        />
      )}
      <OverTime check={check} deviation={deviation} />
      <div className={css.panelHead}>Is it allowed?</div>
      {deviation.allowed ? (
        <Allowance entry={deviation.allowed} takeBack={() => props.takeBack(deviation.id)} locked={props.locked} />
      ) : props.locked !== null ? (
        <Locked because={props.locked} />
      ) : (
        <AllowForm key={`allow ${deviation.id}`} deviation={deviation.id} allow={props.allow} />
      )}
    </Inspector>
  )
}

function Numbers({ check, deviation }: { readonly check: ConformanceCheck; readonly deviation: CheckedDeviation }) {
  const { time, measure } = deviation
  const chosen = check.measure?.ok ? check.measure.value : null
  return (
    <>
      <Facts
        rows={[
          ['Cases', formatNumber(deviation.cases)],
          ['Share of cases', formatShare(deviation.cases, check.cases)],
          ...(check.runningCases > 0 ? ([['of them running', formatNumber(deviation.running)]] as const) : []),
          ['Times', formatNumber(deviation.occurrences)],
          ['Variants', formatNumber(deviation.variants)],
          ...(time
            ? ([
                ['Median time with it', <Duration key="with" ms={time.withMs} />],
                ['without it', <Duration key="without" ms={time.withoutMs} />],
                ['difference', timeImpactText(time)],
              ] as const)
            : []),
          ...(chosen && measure
            ? ([
                [`Mean ${chosen.key} with it`, formatNumber(measure.withMean, 2)],
                ['without it', formatNumber(measure.withoutMean, 2)],
                ['difference', signed(measure.difference)],
                ['95 % interval', measure.low === null ? '–' : `${signed(measure.low)} to ${signed(measure.high)}`],
              ] as const)
            : []),
        ]}
      />
      <div className="muted small">
        {[
          time && `Throughput time: ${chanceText(time.q)}.`,
          chosen && measure && `${chosen.key}: ${chanceText(measure.q)}.`,
          !check.casesListed.ok && `No times: ${check.casesListed.because}`,
          check.measure && !check.measure.ok && `No measure: ${check.measure.because}`,
          (time || measure) && 'A difference is no proof of a cause.',
        ]
          .filter(Boolean)
          .join(' ')}
      </div>
    </>
  )
}

function OverTime({ check, deviation }: { readonly check: ConformanceCheck; readonly deviation: CheckedDeviation }) {
  const at = check.deviations.indexOf(deviation)
  const series = useMemo(
    () => (check.trend.ok ? shareSeries(check.trend.value, check.trend.value.deviations[at] ?? []) : null),
    [check, at],
  )
  return (
    <>
      <div className={css.panelHead}>How has it developed?</div>
      {series ? (
        <SeriesChart
          label={`Share of cases with this deviation by ${series.unit}`}
          series={series}
          yName="% of cases"
        />
      ) : (
        <div className="muted small">{check.trend.ok ? '' : check.trend.because}</div>
      )}
    </>
  )
}
