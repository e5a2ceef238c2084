import { ActionIcon, Button } from '@mantine/core'
import { readTaskEdits } from '../../../tasks/index.ts'
import { Inspector, useEscape } from '../../app/inspector.tsx'
import { chooseFile } from '../../app/open-file.ts'
import { isHere } from '../../engine/log-ids.ts'
import { countOf, noEdits, type TaskEdits } from '../../engine/task-edits.ts'
import { useEditsReadOnly, useTaskEdits, useTaskLog, useTasks } from '../../engine/use-tasks.ts'
import { download } from '../../format/download.ts'
import { plural } from '../../format/numbers.ts'
import { Icon } from '../../parts/icon.tsx'
import { notify, sentenceOf } from '../../state/notices.ts'
import { editText } from './edit-text.ts'
import own from './routines.module.css'

/** Everything that was said of these routines, to take back, to save, and to apply to other recordings. */
export function EditsPanel({ close }: { readonly close: () => void }) {
  const [edits, set] = useTaskEdits()
  useEscape(close)
  const { data } = useTasks('applied', [])
  const log = useTaskLog()
  const readOnly = useEditsReadOnly()
  // Until what the edits did is told anew, nothing is told of them.
  const applied = data?.concerned.length === edits.routines.length ? data : null
  const lost = new Set(applied?.lost)
  const load = async () => {
    const file = await chooseFile()
    if (!file) return
    try {
      const { edits, faults } = readTaskEdits(JSON.parse(await file.text()))
      // A file of something else takes nothing away.
      if (same(edits, noEdits)) throw new Error(faults.length > 0 ? `${faults[0]}.` : 'it is empty.')
      if (!(await set(() => edits))) return
      notify(`The edits are those of ${file.name} now. Ctrl+Z brings back those from before.`)
      if (faults.length > 0)
        notify(`${plural(faults.length, 'part')} of ${file.name} could not be understood: ${faults[0]}.`, 'error')
    } catch (error) {
      notify(`${file.name} holds no edits: ${sentenceOf(error)}`, 'error')
    }
  }
  return (
    <Inspector kind="Routines" title="Edits" close={close}>
      <p className="muted small">
        {log !== null && isHere(log)
          ? 'They stay in this browser and apply again when the recordings are mined anew.'
          : 'They are kept on the server with the recordings, for all who use them.'}{' '}
        Saved to a file, they apply to other recordings of the same work. {readOnly}
      </p>
      {countOf(edits) === 0 && <p>Nothing was edited yet.</p>}
      <ul className={own.edits}>
        {edits.tasks.map(({ recording, task }, at) => (
          <Line
            key={`task ${at}`}
            text={`${recording === null ? 'All recordings show' : `${recording} shows`} “${task}”`}
            remove={() => set(before => ({ ...before, tasks: without(before.tasks, edits.tasks[at]) }))}
          />
        ))}
        {Object.entries(edits.names).map(([text, name]) => (
          <Line
            key={`name ${text}`}
            text={`“${text}” is called “${name}”`}
            remove={() => set(before => ({ ...before, names: omit(before.names, text) }))}
          />
        ))}
        {edits.routines.map((edit, at) => (
          <Line
            key={at}
            text={editText(edit, applied?.concerned[at] ?? [])}
            {...(lost.has(at) ? { note: 'It speaks of a routine that is not found in these recordings.' } : {})}
            remove={() => set(before => ({ ...before, routines: without(before.routines, edit) }))}
          />
        ))}
      </ul>
      <div className={own.headLine}>
        <Button
          variant="default"
          disabled={readOnly !== null}
          title={readOnly ?? undefined}
          onClick={() => void load()}
        >
          Load…
        </Button>
        <Button
          variant="default"
          disabled={countOf(edits) === 0}
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

const omit = (names: TaskEdits['names'], text: string) =>
  Object.fromEntries(Object.entries(names).filter(([key]) => key !== text))

const same = (one: TaskEdits, other: TaskEdits) => JSON.stringify(one) === JSON.stringify(other)

/** A list without the first that equals one: others may have edited meanwhile, so its place is not known. */
function without<T>(list: readonly T[], one: T | undefined): readonly T[] {
  const text = JSON.stringify(one)
  const at = list.findIndex(other => JSON.stringify(other) === text)
  return list.filter((_, i) => i !== at)
}

function Line(props: { readonly text: string; readonly note?: string; readonly remove: () => Promise<boolean> }) {
  const readOnly = useEditsReadOnly()
  return (
    <li>
      <span dir="auto">
        {props.text}
        {props.note && <span className="muted small"> {props.note}</span>}
      </span>
      <ActionIcon
        aria-label={`Take back: ${props.text}`}
        disabled={readOnly !== null}
        title={readOnly ?? undefined}
        onClick={() => void props.remove()}
      >
        <Icon name="undo" size={16} />
      </ActionIcon>
    </li>
  )
}
