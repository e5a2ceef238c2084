import { Button, Menu, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { RoutineAnswer } from '../../../analyses/index.ts'
import { ROUTINE } from '../../../analyses/task-mining/routine-log.ts'
import { isHere } from '../../engine/log-ids.ts'
import { useEditsReadOnly, useTaskLog, useTasks } from '../../engine/use-tasks.ts'
import { formatDuration, formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { formatPeople } from '../../format/people.ts'
import { ErrorNote } from '../../parts/error-note.tsx'
import { Icon } from '../../parts/icon.tsx'
import { useGo } from '../../state/place.ts'
import { ComplexityView } from './complexity-view.tsx'
import { DataFlowView } from './data-flow-view.tsx'
import { ExportDialog, useOutputKinds } from './export-dialog.tsx'
import own from './routines.module.css'
import { Runs } from './runs.tsx'
import type { Part, RoutinesState } from './state.ts'
import { StepInspector, Steps } from './steps.tsx'
import type { Asked } from './use-editor.tsx'
import { Variants } from './variants.tsx'

interface Props {
  readonly id: string
  /** Its name in the routine log. */
  readonly caseName: string
  readonly state: RoutinesState
  readonly set: (part: { [K in keyof RoutinesState]?: RoutinesState[K] | undefined }) => void
  readonly ask: (asked: Asked) => void
}

/** Business objects named in the head; the others in its title. */
const OBJECTS = 4

/** One routine: its steps, the values it moves, its variants and runs, and what can be made of it. */
export function RoutineDetail(props: Props) {
  const { id, state, set, ask } = props
  const answer = useTasks('routine', [id])
  const [making, setMaking] = useState<'all' | 'document-and-bot' | null>(null)
  if (answer.error) return <ErrorNote error={answer.error} retry={() => void answer.refetch()} />
  const routine = answer.data
  if (!routine) return null
  const step = routine.procedure.steps.find(one => one.id === state.step)
  return (
    <section className={own.detail} aria-label={routine.summary.name} aria-busy={answer.isPlaceholderData}>
      <Head {...props} routine={routine} make={setMaking} />
      <div className={own.content} key={`${id} ${state.part}`}>
        {state.part === 'steps' && (
          <Steps
            procedure={routine.procedure}
            selected={step?.id ?? null}
            select={id => set({ step: id ?? undefined, edits: undefined })}
          />
        )}
        {state.part === 'flow' && (
          <DataFlowView procedure={routine.procedure} select={step => set({ step, edits: undefined })} />
        )}
        {state.part === 'variants' && (
          <Variants
            key={routine.variants.length}
            routine={routine}
            split={variants => ask({ kind: 'split', routine: routine.summary, variants })}
          />
        )}
        {state.part === 'complexity' && <ComplexityView complexity={routine.summary.complexity} />}
        {state.part === 'runs' && <Runs routine={routine} />}
      </div>
      {step && !state.edits && (
        <StepInspector procedure={routine.procedure} step={step} close={() => set({ step: undefined })} />
      )}
      {making && (
        <ExportDialog routine={id} name={routine.summary.name} chosen={making} close={() => setMaking(null)} />
      )}
    </section>
  )
}

function Head(
  props: Props & { readonly routine: RoutineAnswer; readonly make: (what: 'all' | 'document-and-bot') => void },
) {
  const { routine, state, set, ask, caseName } = props
  const { summary } = routine
  const log = useTaskLog()
  // A server draws no routine whose single runs it may not show.
  const hidden = routine.examples === null && log !== null && !isHere(log)
  const documents = useOutputKinds().data?.some(({ state }) => state === 'document') ?? false
  const readOnly = useEditsReadOnly()
  const go = useGo()
  return (
    <header className={own.head}>
      <div className={own.headLine}>
        <h2 dir="auto">{summary.name}</h2>
        <div className={own.actions}>
          <Button leftSection={<Icon name="robot" size={16} />} onClick={() => props.make('document-and-bot')}>
            {documents ? 'Document and bot' : 'Make a bot'}
          </Button>
          <Button variant="default" onClick={() => props.make('all')}>
            All outputs
          </Button>
          <Button
            variant="default"
            leftSection={<Icon name="map" size={16} />}
            disabled={hidden}
            title={hidden ? 'Its runs are not drawn: fewer than 5 people did this' : undefined}
            onClick={() => go({ page: 'map', filter: [{ kind: 'case-attribute', key: ROUTINE, values: [caseName] }] })}
          >
            Map
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button
                variant="default"
                rightSection={<Icon name="chevron" size={14} />}
                disabled={readOnly !== null}
                title={readOnly ?? undefined}
              >
                Edit
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<Icon name="edit" size={16} />}
                onClick={() => ask({ kind: 'rename', routine: summary })}
              >
                Rename…
              </Menu.Item>
              <Menu.Item
                leftSection={<Icon name="trim" size={16} />}
                disabled={summary.steps.length < 2}
                onClick={() => ask({ kind: 'trim', routine: summary })}
              >
                Trim its ends…
              </Menu.Item>
              <Menu.Item
                leftSection={<Icon name="split" size={16} />}
                disabled={summary.variants < 2}
                onClick={() => set({ part: 'variants' })}
              >
                Split off variants
              </Menu.Item>
              <Menu.Item
                leftSection={<Icon name="not" size={16} />}
                onClick={() => ask({ kind: 'reject', routine: summary })}
              >
                Reject…
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      <div className={`${own.headLine} muted small`}>
        <span>
          {plural(summary.instances, 'run')} by {formatPeople(summary.people)} people
          {summary.handsOnMs !== null && `, median hands-on ${formatDuration(summary.handsOnMs)}`},{' '}
          {formatShare(summary.coverage, 1)} of events, in {summary.applications.join(', ') || 'no known application'}
          {summary.objects.length > 0 && (
            <span title={summary.objects.join(', ')}>
              , with {summary.objects.slice(0, OBJECTS).join(', ')}
              {summary.objects.length > OBJECTS && ` and ${formatNumber(summary.objects.length - OBJECTS)} more`}
            </span>
          )}
        </span>
      </div>
      <div className={own.headLine}>
        <SegmentedControl
          aria-label="Part of the routine"
          value={state.part}
          onChange={part => set({ part: part === 'steps' ? undefined : (part as Part), step: undefined })}
          data={[
            { value: 'steps', label: `Steps (${formatNumber(summary.steps.length)})` },
            { value: 'flow', label: 'Data flow' },
            { value: 'variants', label: `Variants (${formatNumber(summary.variants)})` },
            { value: 'complexity', label: 'Complexity' },
            { value: 'runs', label: `Runs (${formatNumber(summary.instances)})` },
          ]}
        />
      </div>
    </header>
  )
}
