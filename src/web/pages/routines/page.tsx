import { Button } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import { routineNames } from '../../../analyses/task-mining/routine-log.ts'
import { type Command, useCommands, useShortcuts } from '../../app/commands.ts'
import { countOf } from '../../engine/task-edits.ts'
import { useEditsReadOnly, useTaskEdits, useTasks } from '../../engine/use-tasks.ts'
import { plural } from '../../format/numbers.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { Icon } from '../../parts/icon.tsx'
import { useGo, usePageState } from '../../state/place.ts'
import css from '../page.module.css'
import { RoutineDetail } from './detail.tsx'
import { EditsPanel } from './edits-panel.tsx'
import { RoutineList } from './list.tsx'
import own from './routines.module.css'
import { readRoutinesState } from './state.ts'
import { TrainingDialog } from './training-dialog.tsx'
import { useEditor } from './use-editor.tsx'

const keys = [{ keys: '↑ ↓', does: 'In the list: the routine before or after' }]

/** The routines of the recordings, to be looked at, corrected, and made something of. */
export default function RoutinesPage() {
  const answer = useTasks('routines', [])
  const [edits] = useTaskEdits()
  const readOnly = useEditsReadOnly()
  const [state, set] = usePageState('routines', readRoutinesState)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [training, setTraining] = useState(false)
  const go = useGo()
  const { ask, dialog } = useEditor(edit => {
    setTicked(new Set())
    if (edit.kind === 'merge' || edit.kind === 'reject')
      set({ selected: undefined, step: undefined }, { replace: true })
  })
  useShortcuts('Routines', keys)
  const routines = useMemo(() => answer.data ?? [], [answer.data])
  useCommands(
    useMemo<readonly Command[]>(
      () =>
        routines.map(({ id, name, instances }) => ({
          id: `routine-${id}`,
          title: name,
          group: 'Routines',
          icon: 'routines',
          hint: plural(instances, 'run'),
          run: () => set({ selected: id, step: undefined }),
        })),
      [routines, set],
    ),
  )
  const names = useMemo(() => routineNames(routines.map(({ name }) => name)), [routines])
  const tick = useCallback(
    (id: string) => setTicked(new Set(ticked.has(id) ? [...ticked].filter(one => one !== id) : [...ticked, id])),
    [ticked],
  )
  if (answer.error) return <ErrorNote error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return null
  const changed = countOf(edits)
  const at = Math.max(
    0,
    routines.findIndex(({ id }) => id === state.selected),
  )
  const current = routines[at]
  const chosen = routines.filter(({ id }) => ticked.has(id))
  return (
    <div className={css.page}>
      <div className={css.bar}>
        <h1>{plural(routines.length, 'routine')}</h1>
        <span className="muted small">Sequences of steps that come back, each with all its runs</span>
        <div className={css.spacer} />
        {routines.length > 1 && (
          <Button
            variant="default"
            leftSection={<Icon name="merge" size={16} />}
            disabled={readOnly !== null || chosen.length < 2}
            title={readOnly ?? 'Tick two or more in the list'}
            onClick={() => ask({ kind: 'merge', routines: chosen })}
          >
            Merge ticked
          </Button>
        )}
        {current && (
          <Button variant="default" onClick={() => setTraining(true)}>
            Training data…
          </Button>
        )}
        <Button variant="default" onClick={() => set({ edits: state.edits ? undefined : true })}>
          Edits{changed > 0 ? ` (${changed})` : ''}
        </Button>
      </div>
      {current ? (
        <div className={own.body}>
          <RoutineList
            routines={routines}
            selected={current.id}
            select={id => set({ selected: id, step: undefined })}
            ticked={ticked}
            tick={readOnly === null ? tick : null}
          />
          <RoutineDetail key={current.id} id={current.id} caseName={names[at]!} state={state} set={set} ask={ask} />
        </div>
      ) : (
        <EmptyState
          icon="routines"
          title={changed > 0 ? 'The edits leave no routine' : 'No routine is known in these recordings yet'}
          action={<Button onClick={() => go({ page: 'recordings' })}>Go to the recordings</Button>}
        >
          A routine is a sequence of steps that comes back. Recordings that show a task on purpose make one by
          themselves: name the task of a recording, and its steps, values and variants stand here.
        </EmptyState>
      )}
      {state.edits && <EditsPanel close={() => set({ edits: undefined })} />}
      {dialog}
      {training && <TrainingDialog routine={null} close={() => setTraining(false)} />}
    </div>
  )
}
