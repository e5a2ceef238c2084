import { Button } from '@mantine/core'
import { type Ask, END, FROM_START, START, TO_END } from '../../../log/engine.ts'
import type { Clause } from '../../../log/filter.ts'
import { Inspector } from '../../app/inspector.tsx'
import { useAnswer } from '../../engine/use-answer.ts'
import { editing } from '../../filter/editing.ts'
import { formatNumber, formatShare } from '../../format/numbers.ts'
import { useFilter } from '../../state/place.ts'
import { useWords } from '../../state/words.ts'
import { Figures, TimeFigures } from './figures.tsx'
import css from './map.module.css'
import { type MapArc, type MapModel, timeName } from './model.ts'
import { ShowCases } from './show-cases.tsx'
import type { MapData } from './use-map.ts'

interface Props {
  readonly ask: Ask
  readonly map: MapData
  readonly model: MapModel
  /** null where the arc is not drawn. */
  readonly arc: MapArc | null
  readonly ends: readonly [string, string]
  readonly close: () => void
}

const named = (key: string) => (key === START ? 'start' : key === END ? 'end' : key)

/** Everything about one arc of the projected log, drawn or not. */
export function ArcPanel({ map, model, arc, ends, close }: Props) {
  const [from, to] = ends
  const { add } = useFilter()
  const words = useWords()
  const { data } = useAnswer('arcs', map.ask && { ...map.ask, quantiles: true })
  if (!data) return null
  const index = (name: string, terminal: number, mark: string) =>
    name === mark ? terminal : data.activities.indexOf(name)
  const [a, b] = [index(from, FROM_START, START), index(to, TO_END, END)]
  const known = (from === START || a >= 0) && (to === END || b >= 0)
  const row = known ? data.from.findIndex((start, i) => start === a && data.to[i] === b) : -1
  const time = row >= 0 ? data.time[row] : null
  const overlaps = row >= 0 ? data.overlaps[row]! : 0
  const clause = clauseOf(from, to)
  const projected = (map.selection?.activities.length ?? 0) < (map.selection?.of ?? 0)
  return (
    <Inspector kind="Path" title={`${named(from)} → ${named(to)}`} close={close}>
      {row < 0 ? (
        <p className="muted">{words('No case takes this path under the filter and the activities shown.')}</p>
      ) : (
        <>
          <Figures
            rows={[
              ['Frequency', formatNumber(data.frequency[row])],
              [
                words('Cases'),
                `${formatNumber(data.caseFrequency[row])} (${formatShare(data.caseFrequency[row]!, map.cases)})`,
              ],
            ]}
          />
          {time && (
            <>
              <div className={css.panelHead}>
                {timeName(model.timeMeaning) === 'waiting time' ? 'Waiting time' : 'Time between completions'}
              </div>
              <TimeFigures time={time} />
              {overlaps > 0 && (
                <p className="muted small">
                  {formatNumber(overlaps)} of {formatNumber(time.n)} began before the activity before was complete:
                  their wait is negative.
                </p>
              )}
            </>
          )}
          {!arc && <p className="muted small">This path is not drawn now: move the paths slider to see it.</p>}
          {projected && (
            <p className="muted small">
              The map leaves out {formatNumber((map.selection?.of ?? 0) - (map.selection?.activities.length ?? 0))}{' '}
              activities: between the two ends of this path some of them may lie. Filters below look at all events.
            </p>
          )}
        </>
      )}
      <div className={css.panelHead}>{words('Keep the cases')}</div>
      <div className={css.actions}>
        <Button variant="default" onClick={() => add([clause])}>
          With this path
        </Button>
        <Button variant="default" onClick={() => add([{ ...clause, not: true }])}>
          Without it
        </Button>
        {clause.kind === 'follows' && (
          <>
            <Button variant="default" onClick={() => add([{ ...clause, relation: 'eventually' }])}>
              Eventually followed
            </Button>
            <Button variant="default" onClick={() => add([{ ...clause, relation: 'eventually', not: true }])}>
              Never followed
            </Button>
            {time?.median !== null && time?.median !== undefined && (
              <Button
                variant="default"
                onClick={() =>
                  editing.set({
                    at: null,
                    draft: { ...clause, minMs: Math.max(0, Math.round(time.p90 ?? time.median!)) },
                  })
                }
              >
                Slower than…
              </Button>
            )}
            <Button variant="default" onClick={() => add([{ kind: 'crop', from: [from], to: [to] }])}>
              Crop to this stretch
            </Button>
          </>
        )}
      </div>
      <ShowCases clauses={[clause]} />
    </Inspector>
  )
}

function clauseOf(from: string, to: string): Clause {
  if (from === START) return { kind: 'endpoints', mode: 'discard', ...(to === END ? {} : { start: [to] }) }
  if (to === END) return { kind: 'endpoints', end: [from], mode: 'discard' }
  return { kind: 'follows', from: [from], to: [to], relation: 'directly' }
}
