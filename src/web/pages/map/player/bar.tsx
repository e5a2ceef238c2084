import { ActionIcon, SegmentedControl, Select, Slider } from '@mantine/core'
import { formatNumber, formatShare } from '../../../format/numbers.ts'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../state/words.ts'
import css from '../map.module.css'
import type { Moves } from './moves.ts'

/** Plays and pauses, and goes to any time: `share` of the whole, 0..1. */
export function Clock(props: {
  readonly playing: boolean
  readonly toggle: () => void
  readonly share: number
  readonly seek: (share: number) => void
  readonly text: string
}) {
  return (
    <>
      <ActionIcon aria-label={props.playing ? 'Pause' : 'Play'} onClick={props.toggle}>
        <Icon name={props.playing ? 'pause' : 'play'} />
      </ActionIcon>
      <Slider
        w={130}
        min={0}
        max={1000}
        label={null}
        thumbLabel="Time"
        value={Math.round(1000 * props.share)}
        onChange={value => props.seek(value / 1000)}
      />
      <span className={`${css.clock} number`} data-testid="clock">
        {props.text}
      </span>
    </>
  )
}

/** How fast cases move, and whether all begin at once. */
export function Pace(props: {
  readonly speed: string
  readonly setSpeed: (speed: string) => void
  readonly together: boolean
  readonly setTogether: (together: boolean) => void
}) {
  const words = useWords()
  return (
    <>
      <Select
        aria-label="Speed"
        w={76}
        value={props.speed}
        allowDeselect={false}
        data={['0.25', '0.5', '1', '2', '4', '8'].map(value => ({ value, label: `${value} ×` }))}
        onChange={value => props.setSpeed(value ?? '1')}
      />
      <SegmentedControl
        aria-label={words('When cases begin')}
        value={props.together ? 'together' : 'clock'}
        data={[
          { value: 'clock', label: 'As they came' },
          { value: 'together', label: 'All at once' },
        ]}
        onChange={value => props.setTogether(value === 'together')}
      />
    </>
  )
}

/** How many of all cases move, and how much of their steps is drawn. */
export function Seen({ moves, total }: { readonly moves: Moves; readonly total: number }) {
  const words = useWords()
  const steps = moves.arc.length + moves.unseen
  return (
    <span className="muted small number">
      {formatNumber(moves.cases)} of {formatNumber(total)} {words('cases')}
      {steps > 0 && moves.unseen > 0 && <>, {formatShare(moves.arc.length, steps)} of steps</>}
    </span>
  )
}
