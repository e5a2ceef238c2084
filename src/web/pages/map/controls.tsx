import { Select, Slider, Switch, Tooltip } from '@mantine/core'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { formatNumber, formatShare } from '../../format/numbers.ts'
import { type GoOptions, useDescription } from '../../state/place.ts'
import { useWords } from '../../state/words.ts'
import css from './map.module.css'
import { amountMetrics, isMetric, metrics } from './metrics.ts'
import { MOST_ARCS, MOST_NODES } from './model.ts'
import type { MapState } from './state.ts'
import type { MapData } from './use-map.ts'
import { ViewControls } from './view-controls.tsx'

type Set = (part: { [K in keyof MapState]?: MapState[K] | undefined }, options?: GoOptions) => void
interface Props {
  readonly map: MapData
  readonly state: MapState
  readonly set: Set
  readonly by: 'graphviz' | 'elk' | 'rows' | null
  readonly children?: ReactNode
}

/** How much of the process is shown, and which numbers. */
export function Controls({ map, state, set, by, children }: Props) {
  return (
    <div className={css.controls}>
      <ActivitiesSlider map={map} set={set} />
      <PathsSlider map={map} state={state} set={set} />
      {by === 'rows' && (
        <div className={css.remark}>
          This map is too large for a good layout: it is drawn in plain rows. Show fewer activities or paths.
        </div>
      )}
      <div className={css.group}>
        <MetricSelect
          label="Numbers"
          value={state.m1 ?? 'frequency'}
          change={id => set({ m1: id === 'frequency' ? undefined : (id ?? undefined) })}
        />
        <MetricSelect
          label="Second numbers"
          value={state.m2 ?? null}
          change={id => set({ m2: id ?? undefined })}
          clearable
        />
      </div>
      {children}
      <ViewControls />
    </div>
  )
}

function MetricSelect(props: {
  readonly label: string
  readonly value: string | null
  readonly clearable?: boolean
  readonly change: (id: MapState['m1'] | null) => void
}) {
  const attributes = useDescription()?.attributes
  const amounts = useMemo(() => amountMetrics(attributes ?? []), [attributes])
  const words = useWords()
  const data = useMemo(
    () => [
      {
        group: 'Frequency',
        items: metrics
          .filter(metric => metric.kind === 'frequency')
          .map(({ id, title }) => ({ value: id, label: words(title) })),
      },
      {
        group: 'Performance',
        items: metrics.filter(metric => metric.kind === 'time').map(({ id, title }) => ({ value: id, label: title })),
      },
      { group: 'Numbers of the log', items: amounts.map(({ id, title }) => ({ value: id, label: title })) },
    ],
    [amounts, words],
  )
  return (
    <Select
      label={props.label}
      data={data}
      value={props.value}
      allowDeselect={false}
      clearable={props.clearable ?? false}
      placeholder="none"
      checkIconPosition="right"
      searchable={amounts.length > 6}
      maxDropdownHeight={360}
      clearButtonProps={{ 'aria-label': `No ${props.label.toLowerCase()}` }}
      onChange={value => props.change(isMetric(value) ? value : null)}
    />
  )
}

/** ms between two tellings while a hand moves. */
const PACE = 60

/** A value that follows the hand at once; the rest of the page is told at once too, then at most every `PACE` ms, in one step of history. */
function useHand(value: number, tell: (value: number, done: boolean) => void) {
  const [hand, setHand] = useState<number | null>(null)
  const told = useRef({ at: Number.NEGATIVE_INFINITY, value: Number.NaN })
  useEffect(() => {
    if (hand === null || told.current.value === hand) return
    const speak = () => {
      told.current = { at: performance.now(), value: hand }
      tell(hand, false)
    }
    const wait = told.current.at + PACE - performance.now()
    if (wait <= 0) return speak()
    const timer = setTimeout(speak, wait)
    return () => clearTimeout(timer)
  }, [hand, tell])
  return {
    value: hand ?? value,
    onChange: setHand,
    onChangeEnd: (last: number) => {
      setHand(null)
      told.current.value = Number.NaN
      tell(last, true)
    },
  }
}

export function ActivitiesSlider({
  map,
  set,
}: {
  readonly map: Pick<MapData, 'selection' | 'happy'>
  readonly set: Set
}) {
  const { selection } = map
  const of = selection?.of ?? 1
  const most = Math.min(of, MOST_NODES)
  const shown = selection?.activities.length ?? 1
  const [started, setStarted] = useState(false)
  const tell = useMemo(
    () => (value: number, done: boolean) => {
      set({ a: value }, { replace: started })
      setStarted(!done)
    },
    [set, started],
  )
  const hand = useHand(shown, tell)
  return (
    <div className={css.slider}>
      <div className={css.sliderHead}>
        <span id="slider-activities">Activities</span>
        <Tooltip label="Opens with the happy path: the most frequent variant from the most frequent start to the most frequent end.">
          <div className={css.happy}>
            <Switch
              label="Happy path"
              checked={map.happy}
              size="xs"
              labelPosition="left"
              styles={{ label: { paddingInlineEnd: 6 } }}
              onChange={event => set(event.currentTarget.checked ? { a: undefined } : { a: Math.max(1, shown) })}
            />
          </div>
        </Tooltip>
      </div>
      <Slider
        min={1}
        max={Math.max(2, most)}
        step={1}
        disabled={most < 2}
        label={null}
        thumbLabel="Activities shown"
        thumbProps={{ 'aria-labelledby': 'slider-activities' }}
        {...hand}
      />
      <div className="small muted" data-testid="activities-note">
        {selection &&
          `${formatNumber(selection.activities.length)} of ${formatNumber(of)} activities, ${formatShare(selection.frequency, selection.totalFrequency)} of events`}
      </div>
      {of > MOST_NODES && (
        <div className="small muted">A map draws at most {formatNumber(MOST_NODES)}: filter to see the others.</div>
      )}
    </div>
  )
}

export function PathsSlider(props: {
  readonly map: Pick<MapData, 'model'>
  readonly state: Pick<MapState, 'p'>
  readonly set: Set
}) {
  const { map, state, set } = props
  const { model } = map
  const [started, setStarted] = useState(false)
  const tell = useMemo(
    () => (value: number, done: boolean) => {
      set({ p: value === 0 ? undefined : value / 100 }, { replace: started })
      setStarted(!done)
    },
    [set, started],
  )
  const hand = useHand(Math.round((state.p ?? 0) * 100), tell)
  return (
    <div className={css.slider}>
      <div className={css.sliderHead}>
        <span id="slider-paths">Paths</span>
      </div>
      <Slider
        min={0}
        max={100}
        step={1}
        label={null}
        thumbLabel="Paths shown"
        thumbProps={{ 'aria-labelledby': 'slider-paths' }}
        {...hand}
      />
      <div className="small muted" data-testid="paths-note">
        {model &&
          `${formatNumber(model.arcs.length)} of ${formatNumber(model.allArcs)} paths, ${formatShare(model.drawnFrequency, model.allFrequency)} of moves`}
      </div>
      {model && model.allArcs > MOST_ARCS && (
        <div className="small muted">
          A map draws the {formatNumber(MOST_ARCS)} most frequent, and those that hold it together. Each activity lists
          all of its own.
        </div>
      )}
    </div>
  )
}
