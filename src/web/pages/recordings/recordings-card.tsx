import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { RecordingsAnswer } from '../../../analyses/index.ts'
import { useEditsReadOnly, useTaskEdits } from '../../engine/use-tasks.ts'
import { plural } from '../../format/numbers.ts'
import { Card } from '../../parts/card.tsx'
import { Duration } from '../../parts/facts.tsx'
import { useGo } from '../../state/place.ts'
import own from './recordings.module.css'

/** The name that stands for "runs were told apart, but not what of". */
const UNNAMED = 'case'

/** The recordings; one that shows a task is given the task's name, and is a demonstration from then on. */
export function RecordingsCard({ data }: { readonly data: RecordingsAnswer }) {
  const [, setEdits] = useTaskEdits()
  const readOnly = useEditsReadOnly()
  const unnamed = data.demonstrations.find(({ task }) => task === UNNAMED)
  const named = data.demonstrations.filter(({ task }) => task !== UNNAMED)
  const many = data.recordings.length > 1
  return (
    <Card
      title="Which recordings are these?"
      note={
        named.length > 0
          ? `Recorded on purpose: ${named.map(({ task, instances }) => `“${task}” ${plural(instances, 'time')}`).join(', ')}.`
          : unnamed
            ? `${plural(unnamed.instances, 'run')} are told apart in the file, but their task has no name.`
            : readOnly !== null
              ? 'No task is named in the file.'
              : 'No task is named in the file. Does a recording show one task from begin to end? Name it, and it becomes a routine.'
      }
      csv={() => ({
        header: ['recording', 'format', 'events', 'hands-on ms', 'demonstrations'],
        rows: data.recordings.map(row => [row.id, row.source, row.events, row.handsOnMs, row.demonstrations]),
      })}
    >
      {readOnly === null && (many || unnamed) && named.length === 0 && (
        <NameForm
          label={unnamed ? 'Task of all these runs' : 'Task that all these recordings show'}
          name={task => setEdits(edits => ({ ...edits, tasks: [...edits.tasks, { recording: null, task }] }))}
        />
      )}
      <ul className={own.recordings}>
        {data.recordings.map(row => (
          <li key={row.id}>
            <span className={own.name}>
              <span className="ellipsis" dir="auto" style={{ display: 'block' }} title={row.id}>
                {row.id}
              </span>
              <span className="muted small">
                {row.source}, {plural(row.events, 'event')}
                {row.demonstrations > 0 && `, ${plural(row.demonstrations, 'run')}`}
              </span>
            </span>
            <Duration ms={row.handsOnMs} />
            {readOnly === null && row.demonstrations === 0 && (
              <NameForm
                label={`Task that ${row.id} shows`}
                small
                name={task => setEdits(edits => ({ ...edits, tasks: [...edits.tasks, { recording: row.id, task }] }))}
              />
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function NameForm(props: {
  readonly label: string
  readonly small?: boolean
  readonly name: (task: string) => Promise<boolean>
}) {
  const [task, setTask] = useState('')
  const [busy, setBusy] = useState(false)
  const go = useGo()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const done = await props.name(task.trim())
    setBusy(false)
    if (done) go({ page: 'routines' })
  }
  return (
    <form onSubmit={event => void submit(event)} style={{ display: 'flex', gap: 8, alignItems: 'flex-end' }}>
      <TextInput
        aria-label={props.label}
        {...(props.small ? {} : { label: props.label })}
        placeholder="Enter an order…"
        value={task}
        w={props.small ? 150 : 260}
        onChange={event => setTask(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={task.trim() === ''} loading={busy}>
        Name it
      </Button>
    </form>
  )
}
