import { Button } from '@mantine/core'
import type { ModelFrequency } from '../../../analyses/models/model-frequency.ts'
import type { Clause } from '../../../log/filter.ts'
import { Inspector } from '../../app/inspector.tsx'
import { formatNumber, formatShare } from '../../format/numbers.ts'
import { Facts } from '../../parts/facts.tsx'
import { useFilter } from '../../state/place.ts'
import map from '../map/map.module.css'
import { showCases } from '../map/show-cases.ts'
import { frequencyOf, kindName, partNames, type Structure } from './structure.ts'

/** What is known of the part that is selected, and where one goes from there. */
export function PartPanel(props: {
  readonly structure: Structure
  readonly frequency: ModelFrequency | null
  readonly part: string
  readonly select: (key: string | null) => void
}) {
  const { structure, frequency, select } = props
  const { add } = useFilter()
  const part = structure.parts.find(({ key }) => key === props.part)
  if (!part) return null
  const names = partNames(structure)
  const counts = frequencyOf(frequency, part.count)
  const only: Clause = { kind: 'activity', activities: [part.label], mode: 'mandatory' }
  const list = (title: string, side: 'from' | 'to') => {
    const other = side === 'from' ? 'to' : 'from'
    const flows = structure.flows.filter(flow => flow[side] === part.key)
    if (flows.length === 0) return null
    return (
      <>
        <div className={map.panelHead}>{title}</div>
        <ul className={map.list}>
          {flows.map(flow => (
            <li key={flow.key}>
              <button type="button" onClick={() => select(flow[other])}>
                <span className="ellipsis">{names.get(flow[other])}</span>
                <span className="number">{formatNumber(frequencyOf(frequency, flow.count)?.cases ?? null)}</span>
              </button>
            </li>
          ))}
        </ul>
      </>
    )
  }
  return (
    <Inspector title={names.get(part.key)!} kind={kindName(part)} close={() => select(null)}>
      {counts && frequency && (
        <Facts
          rows={[
            ['Cases through it', `${formatNumber(counts.cases)} (${formatShare(counts.cases, frequency.counted)})`],
            ['Times', formatNumber(counts.times)],
          ]}
        />
      )}
      {part.kind === 'task' && (
        <div className={map.actions}>
          <Button variant="default" onClick={() => add([only])}>
            Keep the cases with it
          </Button>
          <Button onClick={() => add([only], showCases)}>Show the cases</Button>
        </div>
      )}
      {list('Comes from', 'to')}
      {list('Leads to', 'from')}
    </Inspector>
  )
}
