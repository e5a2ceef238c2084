import { ActionIcon, Button, NumberInput, Slider } from '@mantine/core'
import { useState } from 'react'
import type { CandidateAnswer } from '../../../analyses/index.ts'
import type { Edits, Estimate } from '../../../tasks/index.ts'
import { Inspector, useEscape } from '../../app/inspector.tsx'
import { formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { formatPeople } from '../../format/people.ts'
import { Facts } from '../../parts/facts.tsx'
import { Icon } from '../../parts/icon.tsx'
import { useGo } from '../../state/place.ts'
import page from '../page.module.css'
import { ExportDialog } from '../routines/export-dialog.tsx'
import own from './candidates.module.css'
import { type CandidatesState, type InputName, inputNames, shares, withInput } from './state.ts'

interface Props {
  readonly candidate: CandidateAnswer
  /** Inputs of it that are set by hand, kept or tried out. */
  readonly edits: Edits
  /** Those that are tried out, by routine. */
  readonly inputs: CandidatesState['inputs']
  readonly set: (inputs: CandidatesState['inputs'] | undefined) => void
  /** Why what is kept with the log may not be changed; null where it may. */
  readonly readOnly: string | null
  /** Takes back an input that is kept with the log. */
  readonly forget: (input: InputName) => void
  readonly close: () => void
}

/** Everything that the score of one candidate is made of; every input can be set. */
export function CandidateInspector({ candidate, edits, inputs, set, readOnly, forget, close }: Props) {
  const [making, setMaking] = useState(false)
  useEscape(close)
  const go = useGo()
  const { score, id, name } = candidate
  const give = (input: InputName, value: number | null) => {
    if (value === null && inputs[id]?.[input] === undefined) return forget(input)
    const next = withInput(inputs, id, input, value)
    set(Object.keys(next).length > 0 ? next : undefined)
  }
  return (
    <Inspector kind="Candidate" title={name} close={close}>
      <div className={page.buttons}>
        <Button leftSection={<Icon name="robot" size={16} />} onClick={() => setMaking(true)}>
          Export…
        </Button>
        <Button variant="default" onClick={() => go({ page: 'routines', pages: { routines: { selected: id } } })}>
          Look at the routine
        </Button>
      </div>
      {score.ok ? (
        <ol className={own.arithmetic} aria-label="Arithmetic">
          {score.value.arithmetic.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      ) : (
        <p className={own.arithmetic} role="note">
          No monthly figure: {score.because}.{' '}
          {candidate.inputs.minutesPerInstance
            ? 'Record more days, and it stands here.'
            : 'It takes the minutes of a run: recordings whose times are in order, or your own figure below.'}
        </p>
      )}
      <RuleShare estimate={candidate.inputs.ruleShare} give={value => give('ruleShare', value)} />
      <Inputs
        candidate={candidate}
        edits={edits}
        give={give}
        held={name => (inputs[id]?.[name] === undefined ? readOnly : null)}
      />
      <Reasons title="What speaks for it" sign="+" reasons={candidate.reasonsFor} />
      <Reasons title="What speaks against it" sign="−" reasons={candidate.reasonsAgainst} />
      <strong>What this rests on</strong>
      <Facts
        rows={[
          ['Runs', formatNumber(candidate.instances)],
          ['Days', formatNumber(candidate.days)],
          ['People', formatPeople(candidate.people)],
          ['Of the hands-on time', formatShare(candidate.coverage, 1)],
          [
            'Steps by rule, checkable, judgement',
            `${candidate.steps.rule}, ${candidate.steps.checkable}, ${candidate.steps.judgement}`,
          ],
          ['Personal values', candidate.sensitive.join(', ') || 'none'],
          ...(candidate.interfaces ?? []).map(
            ({ application, steps, same }) =>
              [`Steps unchanged in ${application ?? 'an application without a name'}`, `${same} of ${steps}`] as const,
          ),
        ]}
      />
      {making && <ExportDialog routine={id} name={name} chosen="all" close={() => setMaking(false)} />}
    </Inspector>
  )
}

/** What if more of the routine, or less, could be done by rules? */
function RuleShare(props: { readonly estimate: Estimate; readonly give: (value: number) => void }) {
  const { value } = props.estimate
  return (
    <>
      <div id="rule-share" className="small">
        What if <b className="number">{formatShare(value, 1)}</b> of its time follows rules
      </div>
      <Slider
        mb={12}
        size="sm"
        min={0}
        max={100}
        value={Math.round(value * 100)}
        label={null}
        thumbLabel="Rule share"
        thumbProps={{ 'aria-labelledby': 'rule-share' }}
        onChange={share => props.give(share / 100)}
      />
    </>
  )
}

const titles: Readonly<Record<InputName, string>> = {
  instancesPerMonth: 'Runs a month',
  minutesPerInstance: 'Minutes a run',
  ruleShare: 'Rule share',
  exceptions: 'Exceptions',
  stability: 'Alike',
  applicationStability: 'Screens unchanged',
  adoption: 'Adoption',
  hourlyCost: 'Cost of an hour',
  cashShare: 'Cash share',
  runCost: 'Running cost a month',
  buildHours: 'Hours to build',
  buildHourlyCost: 'Cost of a build hour',
}
/** Why an input is not known, where it is not for want of times. */
const unknown: { readonly [name: string]: string } = {
  buildHours: 'no catalogue',
  applicationStability: 'no times, or nothing seen twice',
}
const sources = { measured: 'measured', assumed: 'assumed', given: 'set by hand' } as const

function Inputs(props: {
  readonly candidate: CandidateAnswer
  readonly edits: Edits
  readonly give: (name: InputName, value: number | null) => void
  /** Why an input that is set cannot be taken back; null where it can. */
  readonly held: (name: InputName) => string | null
}) {
  const { candidate, edits, give, held } = props
  /** How often each field was left with what counts for nothing: it is drawn anew with what does. */
  const [refused, setRefused] = useState<{ readonly [name: string]: number }>({})
  return (
    <table className={own.inputs}>
      <caption className="visually-hidden">Inputs of the score</caption>
      <thead>
        <tr>
          <th scope="col">Input</th>
          <th scope="col">Value</th>
          <th scope="col">Source</th>
          <th>
            <span className="visually-hidden">Take back</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {inputNames.map(name => {
          const estimate = candidate.inputs[name]
          const share = shares.has(name)
          return (
            <tr key={name}>
              <td>{titles[name]}</td>
              <td>
                <NumberInput
                  key={refused[name] ?? 0}
                  aria-label={titles[name]}
                  w={104}
                  min={0}
                  {...(share ? { max: 100, suffix: ' %' } : {})}
                  decimalScale={share ? 1 : 2}
                  hideControls
                  placeholder="not known"
                  value={estimate ? inField(estimate.value, share) : ''}
                  onBlur={event => {
                    const value = given(event.currentTarget.value, estimate, share)
                    if (value === null) return setRefused({ ...refused, [name]: (refused[name] ?? 0) + 1 })
                    give(name, value)
                  }}
                  onKeyDown={event => event.key === 'Enter' && event.currentTarget.blur()}
                />
              </td>
              <td className={own.source} data-source={estimate?.source}>
                {estimate ? sources[estimate.source] : (unknown[name] ?? 'no times')}
                {estimate && estimate.low !== estimate.high && (
                  <span className="muted" style={{ display: 'block' }}>
                    {share
                      ? `${formatNumber(100 * estimate.low, 1)} to ${formatShare(estimate.high, 1)}`
                      : `${show(estimate.low)} to ${show(estimate.high)}`}
                  </span>
                )}
              </td>
              <td>
                {edits[name] !== undefined && (
                  <ActionIcon
                    aria-label={`Take back ${titles[name]}`}
                    disabled={held(name) !== null}
                    title={held(name) ?? undefined}
                    onClick={() => give(name, null)}
                  >
                    <Icon name="undo" size={16} />
                  </ActionIcon>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const show = (value: number) => formatNumber(value, value < 10 ? 2 : 0)

/** A value as its field shows it: shares in percent. */
const inField = (value: number, share: boolean): number =>
  share ? Math.round(1000 * value) / 10 : Number(value.toPrecision(4))

/** The value of a field that was left; null where it stands for nothing new, so that the field shows again what counts. */
function given(text: string, before: Estimate | null, share: boolean): number | null {
  const scale = share ? 100 : 1
  const value = Number.parseFloat(text)
  if (!Number.isFinite(value) || value < 0 || (share && value > 100)) return null
  if (before && Math.abs(inField(before.value, share) - value) < 1e-9) return null
  return value / scale
}

function Reasons(props: { readonly title: string; readonly sign: string; readonly reasons: readonly string[] }) {
  if (props.reasons.length === 0) return null
  return (
    <>
      <strong>{props.title}</strong> <span className="muted small">({plural(props.reasons.length, 'reason')})</span>
      <ul className={own.reasons}>
        {props.reasons.map(reason => (
          <li key={reason}>
            <span className={own.sign} aria-hidden="true">
              {props.sign}
            </span>
            <span>{reason}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
