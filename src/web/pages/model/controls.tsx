import { Button, SegmentedControl, Select, Slider } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { ALL_POOLS, type Pool, poolText } from '../../../analyses/models/pools.ts'
import { chooseFile } from '../../app/open-file.ts'
import type { GoOptions } from '../../state/place.ts'
import { useWords } from '../../state/words.ts'
import css from './model.module.css'
import { useOpenedFile } from './opened-file.ts'
import { type MinerName, type ModelState, type Shape, standard, type Threshold } from './state.ts'

export type SetModel = (part: { [K in keyof ModelState]?: ModelState[K] | undefined }, options?: GoOptions) => void

export interface Miner {
  readonly title: string
  readonly says: string
  readonly thresholds: readonly Threshold[]
}
export const minerOf: { readonly [M in MinerName]: Miner } = {
  inductive: {
    title: 'Inductive miner',
    says: 'Always sound and made of blocks. Without noise every case fits.',
    thresholds: ['noise'],
  },
  split: {
    title: 'Split Miner',
    says: 'Simple and precise. It need not be sound.',
    thresholds: ['eta', 'epsilon'],
  },
  heuristics: {
    title: 'Heuristics miner',
    says: 'What depends on what, in logs with noise. It need not be sound.',
    thresholds: ['dependency'],
  },
  alpha: {
    title: 'Alpha miner',
    says: 'What the order of activities alone says: for small logs without noise.',
    thresholds: [],
  },
  ilp: {
    title: 'ILP miner',
    says: 'Places by integer programming, for small logs. Without noise every case fits. It need not be sound.',
    thresholds: ['noise'],
  },
  powl: {
    title: 'POWL',
    says: 'Always sound, with steps in partial order. Every case fits.',
    thresholds: [],
  },
  declare: {
    title: 'Declare',
    says: 'Rules that nearly all cases keep, instead of a flow.',
    thresholds: ['support', 'confidence'],
  },
}
export const thresholdOf: { readonly [T in Threshold]: { readonly title: string; readonly says: string } } = {
  noise: {
    title: 'Noise',
    says: 'Ways that are rarer than this share of the most frequent one around them are left out.',
  },
  eta: { title: 'Eta', says: 'The higher, the fewer of the rarer paths are kept.' },
  epsilon: { title: 'Epsilon', says: 'How unequally two orders may occur and still count as concurrent.' },
  dependency: { title: 'Dependency', says: 'From which strength on one activity counts as the cause of another.' },
  support: { title: 'Support', says: 'Share of the cases in which a rule must matter.' },
  confidence: { title: 'Confidence', says: 'Share of those in which it must hold.' },
}

/** Which miner, with which thresholds, and how its model is shown. */
export function Controls(props: {
  readonly state: ModelState
  readonly set: SetModel
  /** Shows a file instead of what is mined; null: mines again. */
  readonly open: (file: File | null) => void
  /** Of an opened file with several pools, and the one that is shown; null: all. */
  readonly pools: readonly Pool[]
  readonly pool: string | null
  readonly children: ReactNode
}) {
  const { state, set, open, children } = props
  const name = state.miner ?? 'inductive'
  const miner = minerOf[name]
  const file = useOpenedFile()
  const words = useWords()
  return (
    <div className={css.controls}>
      {file ? (
        <div>
          <div className={css.sliderHead}>Opened model</div>
          <div style={{ overflowWrap: 'anywhere', marginBottom: 8 }}>{file.name}</div>
          {props.pools.length > 1 && (
            <Select
              label="Pool that is checked"
              mb={8}
              data={[
                ...props.pools.map(pool => ({ value: pool.id, label: poolText(pool) })),
                { value: ALL_POOLS, label: 'All pools, drawn without numbers' },
              ]}
              value={props.pool ?? ALL_POOLS}
              allowDeselect={false}
              checkIconPosition="right"
              onChange={pool => set({ pool: pool ?? undefined, part: undefined, z: undefined })}
            />
          )}
          <Button size="compact-sm" variant="default" onClick={() => open(null)}>
            Back to mining
          </Button>
        </div>
      ) : (
        <>
          <div>
            <Select
              label="Miner"
              data={Object.entries(minerOf).map(([value, { title }]) => ({ value, label: title }))}
              value={name}
              allowDeselect={false}
              checkIconPosition="right"
              onChange={value =>
                value !== null &&
                set({ miner: value === 'inductive' ? undefined : (value as MinerName), part: undefined, z: undefined })
              }
            />
            <div className="small muted" style={{ marginTop: 6 }}>
              {words(miner.says)}
            </div>
          </div>
          {miner.thresholds.map(threshold => (
            <ThresholdSlider
              key={threshold}
              threshold={threshold}
              value={state[threshold] ?? standard[threshold]}
              change={value =>
                set({ [threshold]: value === standard[threshold] ? undefined : value, part: undefined, z: undefined })
              }
            />
          ))}
        </>
      )}
      <Button variant="default" size="compact-sm" onClick={() => void chooseFile().then(file => file && open(file))}>
        Open a model…
      </Button>
      {(file !== null || name !== 'declare') && (
        <SegmentedControl
          aria-label="Shown as"
          fullWidth
          value={state.as ?? 'bpmn'}
          data={[
            { value: 'bpmn', label: 'BPMN' },
            { value: 'net', label: 'Petri net' },
            { value: 'table', label: 'Table' },
          ]}
          onChange={value =>
            set({ as: value === 'bpmn' ? undefined : (value as Shape), part: undefined, z: undefined })
          }
        />
      )}
      {children}
    </div>
  )
}

/** Follows the hand at once; the model is mined when the hand lets go. */
export function ThresholdSlider(props: {
  readonly threshold: Threshold
  readonly value: number
  readonly change: (value: number) => void
}) {
  const [hand, setHand] = useState<number | null>(null)
  const { title, says } = thresholdOf[props.threshold]
  const words = useWords()
  const shown = hand ?? props.value
  return (
    <div>
      <div className={css.sliderHead}>
        <span>{title}</span>
        <span className="number">{shown.toFixed(2)}</span>
      </div>
      <Slider
        min={0}
        max={1}
        step={0.01}
        value={shown}
        label={null}
        thumbLabel={title}
        onChange={setHand}
        onChangeEnd={value => {
          setHand(null)
          props.change(Math.round(value * 100) / 100)
        }}
      />
      <div className="small muted" style={{ marginTop: 6 }}>
        {words(says)}
      </div>
    </div>
  )
}
