import { Button, Popover, Select } from '@mantine/core'
import { Icon } from '../../parts/icon.tsx'
import { type Miner, minerOf, ThresholdSlider, thresholdOf } from '../model/controls.tsx'
import { miners, standard, type Threshold } from '../model/state.ts'
import css from './conformance.module.css'
import { type ConformanceState, type MinerName, type SetState, statementMiners } from './state.ts'

const minerNamed: { readonly [M in MinerName]: Miner } = {
  ...minerOf,
  'log-skeleton': {
    title: 'Log skeleton',
    says: 'What comes always or never before, after and with what, and how often. Without noise every case keeps it.',
    thresholds: ['noise'],
  },
  'temporal-profile': {
    title: 'Temporal profile',
    says: 'The usual time between each two activities: cases that took unusually long or short stand out.',
    thresholds: [],
  },
}
const flows = miners.filter(name => name !== 'declare')
const statements = ['declare', ...statementMiners] as const

/** The miner and its thresholds, behind a button that names them. */
export function MinedBy({ state, set }: { readonly state: ConformanceState; readonly set: SetState }) {
  const name = state.miner ?? 'inductive'
  const miner = minerNamed[name]
  const thresholdIn = (threshold: Threshold) =>
    (state as { readonly [T in Threshold]?: number })[threshold] ?? standard[threshold]
  const text = miner.thresholds.map(one => `${thresholdOf[one].title.toLowerCase()} ${thresholdIn(one).toFixed(2)}`)
  return (
    <Popover position="bottom-start" width={300} trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" rightSection={<Icon name="chevron" size={16} />}>
          {[miner.title, ...text].join(', ')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="How the model is mined">
        <Select
          label="Miner"
          data={[
            { group: 'Flows', items: flows.map(value => ({ value, label: minerNamed[value].title })) },
            { group: 'Statements', items: statements.map(value => ({ value, label: minerNamed[value].title })) },
          ]}
          value={name}
          allowDeselect={false}
          maxDropdownHeight={340}
          checkIconPosition="right"
          comboboxProps={{ withinPortal: false }}
          onChange={value =>
            set({ miner: value === 'inductive' ? undefined : (value as ConformanceState['miner']), z: undefined })
          }
        />
        <div className="small muted" style={{ margin: '6px 0 12px' }}>
          {miner.says}
        </div>
        <div className={css.stack}>
          {miner.thresholds.map(threshold => (
            <ThresholdSlider
              key={threshold}
              threshold={threshold}
              value={thresholdIn(threshold)}
              change={value => set({ [threshold]: value === standard[threshold] ? undefined : value, z: undefined })}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
