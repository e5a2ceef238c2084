import { Button, Slider } from '@mantine/core'
import { useState } from 'react'
import { formatNumber } from '../../format/numbers.ts'
import { useWords } from '../../state/words.ts'
import type { Row } from './rows.ts'

/** Keeps the most common variants that cover a share of cases, saying how many that are. */
export function CoverageSlider(props: {
  readonly rows: readonly Row[]
  readonly total: number
  readonly keep: (share: number) => void
}) {
  const [share, setShare] = useState(80)
  const words = useWords()
  const needed = props.rows.findIndex(row => row.coverage >= (share / 100) * props.total) + 1
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
      <Slider
        aria-label={words('Share of cases to cover')}
        thumbLabel={words('Share of cases to cover')}
        w={140}
        size="sm"
        min={1}
        max={100}
        value={share}
        onChange={setShare}
        label={value => words`${value} % of cases`}
      />
      <span className="muted small">
        {share} % of {words('cases')} take{' '}
        {needed > 0 ? formatNumber(needed) : `more than ${formatNumber(props.rows.length)}`} of them
      </span>
      <Button variant="default" size="compact-xs" onClick={() => props.keep(share / 100)}>
        Keep these
      </Button>
    </div>
  )
}
