import { ActionIcon, Button } from '@mantine/core'
import type { RoutineEdit } from '../../../tasks/index.ts'
import { Inspector } from '../../app/inspector.tsx'
import { chooseFile } from '../../app/open-file.ts'
import { type TaskEdits, taskEditsFrom } from '../../engine/task-edits.ts'
import { useTaskEdits, useTasks } from '../../engine/use-tasks.ts'
import { download } from '../../format/download.ts'
import { plural } from '../../format/numbers.ts'
import { Icon } from '../../parts/icon.tsx'
import { notify, sentenceOf } from '../../state/notices.ts'
import own from './routines.module.css'

/** Everything that was said of these routines, to take back, to save, and to apply to other recordings. */
export function EditsPanel({ close }: { readonly close: () => void }) {
  const [edits, set] = useTaskEdits()
  const { data } = useTasks('applied', [])
  const lost = new Set(data?.lost)
  const without = <T,>(list: readonly T[], at: number) => list.filter((_, i) => i !== at)
  const load = async () => {
    const file = await chooseFile()
    if (!file) return
    try {
      const read = taskEditsFrom(JSON.parse(await file.text()))
      await set(read.edits)
      if (read.lost > 0) notify(`${plural(read.lost, 'edit')} of ${file.name} could not be understood.`, 'error')
    } catch (error) {
      notify(`${file.name} holds no edits: ${sentenceOf(error)}`, 'error')
    }
  }
  return (
    <Inspector kind="Routines" title="Edits" close={close}>
      <p className="muted small">
        They stay in this browser and apply again when the recordings are mined anew. Saved to a file, they apply to
        other recordings of the same work.
      </p>
      {edits.tasks.length + edits.routines.length === 0 && <p>Nothing was edited yet.</p>}
      <ul className={own.edits}>
        {edits.tasks.map(({ recording, task }, at) => (
          <Line
            key={`task ${at}`}
            text={`${recording === null ? 'All recordings show' : `${recording} shows`} “${task}”`}
            remove={() => set({ ...edits, tasks: without(edits.tasks, at) })}
          />
        ))}
        {edits.routines.map((edit, at) => (
          <Line
            key={at}
            text={editText(edit)}
            {...(lost.has(at) ? { note: 'It speaks of a routine that is not found in these recordings.' } : {})}
            remove={() => set({ ...edits, routines: without(edits.routines, at) })}
          />
        ))}
      </ul>
      <div className={own.headLine}>
        <Button variant="default" onClick={() => void load()}>
          Load…
        </Button>
        <Button
          variant="default"
          disabled={edits.tasks.length + edits.routines.length === 0}
          onClick={() =>
            download('routine-edits.json', JSON.stringify(edits satisfies TaskEdits, null, 2), 'application/json')
          }
        >
          Save
        </Button>
      </div>
    </Inspector>
  )
}

function Line(props: { readonly text: string; readonly note?: string; readonly remove: () => Promise<boolean> }) {
  return (
    <li>
      <span dir="auto">
        {props.text}
        {props.note && <span className="muted small"> {props.note}</span>}
      </span>
      <ActionIcon aria-label={`Take back: ${props.text}`} onClick={() => void props.remove()}>
        <Icon name="undo" size={16} />
      </ActionIcon>
    </li>
  )
}

function editText(edit: RoutineEdit): string {
  switch (edit.kind) {
    case 'rename':
      return `Renamed to “${edit.name}”`
    case 'merge':
      return `${plural(edit.routines.length, 'routine')} merged into “${edit.name}”`
    case 'split':
      return `${plural(edit.variants.length, 'variant')} split off as “${edit.name}”`
    case 'trim':
      return 'Trimmed'
    case 'reject':
      return `Rejected: ${edit.reason}`
  }
}
