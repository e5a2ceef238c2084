import { Cards } from '../../parts/card.tsx'
import { ActivityTable } from './activity-table.tsx'
import { ArcTable } from './arc-table.tsx'
import { ReworkTable } from './rework-table.tsx'

/** Activities, arcs and rework as tables; a click keeps the cases behind a row. */
export function Activities() {
  return (
    <Cards>
      <ActivityTable />
      <ArcTable />
      <ReworkTable />
    </Cards>
  )
}
