import { Button, NumberInput, Slider } from '@mantine/core'
import { useState } from 'react'
import type { Assumptions } from '../../../tasks/index.ts'
import type { TaskEdits } from '../../engine/task-edits.ts'
import { useEditsReadOnly } from '../../engine/use-tasks.ts'
import { formatShare } from '../../format/numbers.ts'
import own from './candidates.module.css'
import type { CandidatesState } from './state.ts'

/** Assumptions about all candidates, under the hand. */
export function WhatIf(props: {
  readonly state: CandidatesState
  readonly edits: TaskEdits
  readonly assumptions: Assumptions
  readonly set: (assumptions: CandidatesState['assumptions'] | undefined) => void
  readonly keep: () => Promise<void>
  readonly reset: () => Promise<void>
}) {
  const given = props.state.assumptions
  const readOnly = useEditsReadOnly()
  const { adoption, hourlyCost, currency } = props.assumptions
  /** The field that is left shows again what counts. */
  const [left, setLeft] = useState(0)
  const tried = Object.keys(given).length > 0 || Object.keys(props.state.inputs).length > 0
  return (
    <section className={own.whatIf} aria-label="What if">
      <span id="what-if-adoption" className="small">
        What if <b className="number">{formatShare(adoption, 1)}</b> goes through it
      </span>
      <Slider
        w={130}
        size="sm"
        min={0}
        max={100}
        value={Math.round(adoption * 100)}
        label={null}
        thumbLabel="Adoption"
        thumbProps={{ 'aria-labelledby': 'what-if-adoption' }}
        onChange={value => props.set({ ...given, adoption: value / 100 })}
      />
      <label htmlFor="what-if-cost" className="small">
        and an hour costs
      </label>
      <Slider
        w={110}
        size="sm"
        min={5}
        max={200}
        step={5}
        value={Math.min(200, hourlyCost)}
        label={null}
        thumbLabel="Cost of an hour"
        onChange={value => props.set({ ...given, hourlyCost: value })}
      />
      <NumberInput
        key={left}
        id="what-if-cost"
        aria-label="Cost of an hour"
        w={96}
        min={0}
        value={hourlyCost}
        suffix={` ${currency}`}
        hideControls
        onChange={value => typeof value === 'number' && props.set({ ...given, hourlyCost: value })}
        onBlur={() => setLeft(left + 1)}
      />
      <span className={own.buttons}>
        <Button
          variant="subtle"
          disabled={!tried || readOnly !== null}
          title={readOnly ?? 'Keeps these figures with the recordings; until then they stand in the address alone'}
          onClick={() => void props.keep()}
        >
          Keep
        </Button>
        <Button
          variant="subtle"
          disabled={!tried && (readOnly !== null || !isKept(props.edits))}
          title={
            readOnly === null
              ? 'Back to what was measured, and to the usual assumptions'
              : 'Back to the figures that are kept with the recordings'
          }
          onClick={() => void props.reset()}
        >
          Reset
        </Button>
      </span>
    </section>
  )
}

/** Whether figures of somebody are kept with the recordings. */
export const isKept = ({ assumptions, candidates }: TaskEdits): boolean =>
  Object.keys(assumptions).length + Object.keys(candidates).length > 0
