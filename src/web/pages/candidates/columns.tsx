import type { CandidateAnswer } from '../../../analyses/index.ts'
import { leastBase } from '../../../tasks/index.ts'
import { formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { formatPeople } from '../../format/people.ts'
import type { DataColumn } from '../../parts/data-table.tsx'
import own from './candidates.module.css'
import { Range } from './range.tsx'

const hours = ({ score }: CandidateAnswer) => (score.ok ? score.value.hoursSaved : null)
const steps = ({ steps }: CandidateAnswer) => steps.rule + steps.checkable + steps.judgement

/** Columns of the board; `most`: the most hours that any candidate may save a month, for the length of bars. */
export const columnsOf = (most: number): readonly DataColumn<CandidateAnswer>[] => [
  {
    key: 'name',
    label: 'Routine',
    width: 'minmax(150px, 1.3fr)',
    value: row => row.name,
    show: row => (
      <span>
        <strong>{row.name}</strong>
        <span className="muted small" style={{ display: 'block' }}>
          {row.applications.join(', ')}
        </span>
      </span>
    ),
  },
  {
    key: 'recommendation',
    label: 'Best done by',
    width: 'minmax(130px, 0.6fr)',
    value: row => row.recommendation,
    show: row => <span className={own.best}>{recommendations[row.recommendation]}</span>,
    title: 'By what its steps need: rules make a bot or an API, results that can be checked an agent with a person',
  },
  {
    key: 'hours',
    label: 'Hours saved a month',
    width: 'minmax(160px, 1.2fr)',
    value: row => hours(row)?.value ?? null,
    show: row => {
      const saved = hours(row)
      return saved ? <Range estimate={saved} most={most} /> : <span className="muted small">{whyNone(row)}</span>
    },
  },
  {
    key: 'capacity',
    label: 'Capacity a month',
    width: '120px',
    align: 'right',
    value: row => (row.score.ok ? row.score.value.capacity.value : null),
    show: row => (row.score.ok ? `${formatNumber(row.score.value.capacity.value, 0)} ${row.inputs.currency}` : '–'),
    title: 'What the freed hours cost in full; only the cash share of it leaves the books',
  },
  {
    key: 'rules',
    label: 'Rule steps',
    width: '88px',
    align: 'right',
    value: row => row.automatability,
    show: row => `${row.steps.rule} of ${steps(row)}`,
    title: 'Steps whose value and place follow from earlier ones (automatability index, Leno et al., 2021)',
  },
  {
    key: 'stability',
    label: 'Alike',
    width: '60px',
    optional: true,
    align: 'right',
    value: row => row.inputs.stability.value,
    show: row => formatShare(row.inputs.stability.value, 1),
    title: '1 − entropy of its variants: 100 % where every run goes the same way',
  },
  {
    key: 'instances',
    label: 'Runs',
    width: '56px',
    optional: true,
    align: 'right',
    value: row => row.instances,
    show: row => formatNumber(row.instances),
  },
  {
    key: 'days',
    label: 'Days',
    width: '52px',
    optional: true,
    align: 'right',
    value: row => row.days,
    show: row => formatNumber(row.days),
  },
  {
    key: 'people',
    label: 'People',
    width: '92px',
    optional: true,
    align: 'right',
    value: row => row.people,
    show: row => formatPeople(row.people),
  },
]

/** What is missing for a monthly figure. */
function whyNone({ inputs, days, instances }: CandidateAnswer): string {
  if (inputs.minutesPerInstance === null) return 'no times'
  if (days < leastBase.days) return `${plural(days, 'day')} of the ${leastBase.days} it needs`
  return `${plural(instances, 'run')} of the ${leastBase.instances} it needs`
}

export const recommendations: Readonly<Record<CandidateAnswer['recommendation'], string>> = {
  api: 'an API',
  bot: 'a bot',
  'agent with a check': 'an agent, checked',
  leave: 'people: leave it',
}
