import { Button } from '@mantine/core'
import { useState } from 'react'
import { rankActivities } from '../../../discovery/process-map.ts'
import { type Arcs, type Ask, END, FROM_START, START, TO_END } from '../../../log/engine.ts'
import type { Clause } from '../../../log/filter.ts'
import { Inspector } from '../../app/inspector.tsx'
import { isTaskLog } from '../../engine/log-ids.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { formatInstantIn, formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { useFilter, useView } from '../../state/place.ts'
import { useWords } from '../../state/words.ts'
import { AmountFigures } from './amount-figures.tsx'
import { Figures, TimeFigures } from './figures.tsx'
import { hiddenText } from './hidden-paths.ts'
import css from './map.module.css'
import { arcKey, type MapArc, type MapModel, type MapNode, MOST_NODES } from './model.ts'
import { ShowCases } from './show-cases.tsx'
import type { MapData } from './use-map.ts'

interface Props {
  readonly ask: Ask
  readonly map: MapData
  readonly model: MapModel
  /** null where the activity is not on the map. */
  readonly node: MapNode | null
  readonly name: string
  readonly close: () => void
  readonly select: (node: string | null, arc: MapArc | null) => void
  /** Shows so many activities. */
  readonly reveal: (activities: number) => void
}

/** Everything about one activity, and what can be done with it. */
export function NodePanel({ ask, map, model, node, name, close, select, reveal }: Props) {
  const { add } = useFilter()
  const words = useWords()
  const { calendar } = useView()
  // The activity as the log has it, projection or not: it may be hidden by the slider.
  const activities = useAnswer('activities', ask)
  const all = activities.data
  const row = all ? all.activity.indexOf(name) : -1
  const terminal = name === START || name === END
  const title = name === START ? words('Start of cases') : name === END ? words('End of cases') : name
  const only: Clause = { kind: 'activity', activities: [name], mode: 'mandatory' }
  const action = (text: string, clause: Clause) => (
    <Button key={text} variant="default" onClick={() => add([clause])}>
      {text}
    </Button>
  )
  const hidden = node ? hiddenText(node) : null
  return (
    <Inspector kind={terminal ? 'End point' : 'Activity'} title={title} close={close}>
      {!terminal && row >= 0 && all && (
        <>
          {!node && <Hidden rank={rankActivities(all).indexOf(row) + 1} reveal={reveal} />}
          <Figures
            rows={[
              ['Frequency', formatNumber(all.frequency[row])],
              [
                words('Cases'),
                `${formatNumber(all.caseFrequency[row])} (${formatShare(all.caseFrequency[row]!, map.cases)})`,
              ],
            ]}
          />
          <div className={css.panelHead}>{words('Keep the cases')}</div>
          <div className={css.actions}>
            {action('With it', only)}
            {action('Without it', { ...only, mode: 'forbidden' })}
            {action('Starting with it', { kind: 'endpoints', start: [name], mode: 'discard' })}
            {action('Ending with it', { kind: 'endpoints', end: [name], mode: 'discard' })}
            {action('Repeating it', { kind: 'rework', activity: name, of: 'rework', atLeast: 1 })}
          </div>
          <div className={css.actions}>
            {action('Hide its events', { kind: 'activity', activities: [name], mode: 'keep', not: true })}
            <ShowCases clauses={[only]} />
          </div>
          <div className={css.panelHead}>How often, and when</div>
          <Figures
            rows={[
              [
                'Mean repetitions',
                all.caseFrequency[row] ? formatNumber(all.frequency[row]! / all.caseFrequency[row]!, 2) : '–',
              ],
              ['Most repetitions', formatNumber(all.maxRepetitions[row])],
              [words('Cases that start with it'), formatNumber(all.startFrequency[row])],
              [words('Cases that end with it'), formatNumber(all.endFrequency[row])],
              // A routine log keeps no clock times.
              ...(isTaskLog(ask.log)
                ? []
                : ([
                    ['First seen', formatInstantIn(all.first[row], calendar?.timeZone)],
                    ['Last seen', formatInstantIn(all.last[row], calendar?.timeZone)],
                  ] as const)),
            ]}
          />
          <div className={css.panelHead}>Service time</div>
          {all.service[row] ? (
            <TimeFigures time={all.service[row]!} />
          ) : (
            <p className="muted small">Not known: this log has no start times for this activity, only completions.</p>
          )}
          <AmountFigures ask={ask} name={name} chosen={map.amounts} />
        </>
      )}
      {terminal && node && (
        <Figures
          rows={[[words(name === START ? 'Cases that start' : 'Cases that end'), formatNumber(node.frequency)]]}
        />
      )}
      {!terminal && all && row < 0 && <p className="muted">No event of this activity passes the filter.</p>}
      {node && map.ask && (
        <>
          {hidden && <p className="muted small">{hidden.long}.</p>}
          <Neighbours ask={map.ask} model={model} name={name} side="in" select={select} />
          <Neighbours ask={map.ask} model={model} name={name} side="out" select={select} />
        </>
      )}
    </Inspector>
  )
}

/** The activity is not on the map: how many activities it takes to see it there. */
function Hidden({ rank, reveal }: { readonly rank: number; readonly reveal: Props['reveal'] }) {
  const words = useWords()
  return (
    <div className={css.actions}>
      <p className="muted small" style={{ margin: 0 }}>
        It is not on the map now
        {rank > MOST_NODES
          ? ': a map does not draw so many activities. Filter to see its place.'
          : words`: it is number ${formatNumber(rank)} by cases.`}
      </p>
      {rank <= MOST_NODES && (
        <Button variant="default" onClick={() => reveal(rank)}>
          Show {plural(rank, 'activity', 'activities')}
        </Button>
      )}
    </div>
  )
}

const SHOWN = 12

/** Where cases come from or go to, drawn or not. */
function Neighbours(props: {
  readonly ask: Ask
  readonly model: MapModel
  readonly name: string
  readonly side: 'in' | 'out'
  readonly select: Props['select']
}) {
  const { ask, model, name, side, select } = props
  const { data } = useAnswer('arcs', ask)
  const [whole, setWhole] = useState<string | null>(null)
  const words = useWords()
  if (!data) return null
  const at = data.activities.indexOf(name)
  const index = name === START ? FROM_START : name === END ? TO_END : at
  const rows = at < 0 && name !== START && name !== END ? [] : rowsOf(data, index, side)
  if (rows.length === 0) return null
  const total = rows.reduce((sum, row) => sum + data.frequency[row]!, 0)
  return (
    <>
      <div className={css.panelHead}>
        <span>{side === 'in' ? 'Comes from' : 'Goes to'}</span>
        <span className="muted small">{plural(rows.length, 'path')}</span>
      </div>
      <ul className={css.list}>
        {rows.slice(0, whole === name ? rows.length : SHOWN).map(row => {
          const other = nameOf(data, side === 'in' ? data.from[row]! : data.to[row]!)
          const [from, to] = side === 'in' ? [other, name] : [name, other]
          const drawn = model.arcByKey.get(arcKey(from, to))
          return (
            <li key={other}>
              <button
                type="button"
                data-hidden={!drawn || undefined}
                onClick={() => select(null, drawn ?? ({ from, to } as MapArc))}
              >
                <span className="ellipsis" dir="auto">
                  {other === START ? words('Start of the case') : other === END ? words('End of the case') : other}
                </span>
                <span className="number">
                  {formatNumber(data.frequency[row])}{' '}
                  <span className="muted">({formatShare(data.frequency[row]!, total)})</span>
                </span>
              </button>
            </li>
          )
        })}
        {rows.length > SHOWN && whole !== name && (
          <li>
            <button type="button" className={css.more} onClick={() => setWhole(name)}>
              and {plural(rows.length - SHOWN, 'other')}…
            </button>
          </li>
        )}
      </ul>
    </>
  )
}

const nameOf = (arcs: Arcs, i: number): string => (i === FROM_START ? START : i === TO_END ? END : arcs.activities[i]!)
function rowsOf(arcs: Arcs, index: number, side: 'in' | 'out'): number[] {
  const ends = side === 'in' ? arcs.to : arcs.from
  return ends.flatMap((end, row) => (end === index ? [row] : []))
}
