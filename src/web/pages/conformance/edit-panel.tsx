import { Autocomplete, Button, Switch, TextInput } from '@mantine/core'
import { type RefObject, useEffect, useState } from 'react'
import {
  leaf,
  type ProcessTree,
  partAt,
  selectionOf,
  type TreeEdit,
  type TreePlacing,
  type TreeSelection,
} from '../../../model/index.ts'
import model from '../model/model.module.css'
import css from './conformance.module.css'
import { blocksAround, selectionName, statesOf } from './selection-words.ts'

const placings: readonly { readonly as: TreePlacing; readonly title: string; readonly says: string }[] = [
  { as: 'before', title: 'Before it', says: 'Right before what is selected' },
  { as: 'after', title: 'After it', says: 'Right after what is selected' },
  { as: 'alternative', title: 'Instead of it', says: 'Another way: either one or the other happens' },
  { as: 'parallel', title: 'At the same time', says: 'Both happen, in any order' },
  { as: 'rework', title: 'Then it again', says: 'It may happen after what is selected, which then happens again' },
]

/** What is selected in a drawing, and everything that can be done with it. */
export function EditPanel(props: {
  readonly tree: ProcessTree
  readonly selection: TreeSelection
  readonly activities: readonly string[]
  readonly edit: (edit: TreeEdit) => void
  readonly select: (selection: TreeSelection) => void
  /** What waits for a place to go to. */
  readonly moving: TreeSelection | null
  readonly move: (moving: TreeSelection | null) => void
  /** Whether the next part that is selected is the end of a row. */
  readonly extending: boolean
  readonly extend: (extending: boolean) => void
  readonly field: RefObject<HTMLInputElement | null>
  readonly done: () => void
}) {
  const { tree, selection, edit, moving } = props
  const [name, setName] = useState('')
  const isEmpty = tree.kind === 'silent'
  const part = partAt(tree, selection.path)
  const isRow = selection.path.length > 0 && selection.last > selection.path.at(-1)!
  const isWhole = selection.path.length === 0
  const { isOptional, isRepeatable } = statesOf(tree, selection)
  const place = (as: TreePlacing) => {
    if (moving) edit({ kind: 'move', to: selection, as })
    else {
      edit({ kind: 'insert', as, part: leaf(name.trim()) })
      setName('')
    }
  }
  const shown = isEmpty ? placings.filter(({ as }) => as === 'after') : placings
  return (
    <div className={model.controls}>
      <Button onClick={props.done} style={{ flex: 'none' }}>
        Done
      </Button>
      <div>
        <div className="muted small">Selected</div>
        <h2 className={css.selected} dir="auto" data-testid="selected">
          {selectionName(tree, selection)}
        </h2>
        {blocksAround(tree, selection).map(block => (
          <button
            key={block.path.join('.')}
            type="button"
            className={css.block}
            style={{ paddingInlineStart: 8 + 10 * block.path.length }}
            onClick={() => props.select(selectionOf(block.path))}
          >
            in: <span dir="auto">{block.name}</span>
          </button>
        ))}
      </div>
      <div className={model.group}>
        {moving ? (
          <div className="small">
            Select where <b dir="auto">{selectionName(tree, moving)}</b> goes, then say how.{' '}
            <Button size="compact-xs" variant="default" onClick={() => props.move(null)}>
              Leave it
            </Button>
          </div>
        ) : (
          <Autocomplete
            ref={props.field}
            label="Put in an activity"
            placeholder="of the log, or a new name"
            data={[...props.activities]}
            limit={100}
            maxDropdownHeight={280}
            comboboxProps={{ position: 'left-start', width: 260 }} // beside the panel, whose buttons it would cover
            value={name}
            onChange={setName}
            onKeyDown={event => {
              if (event.key === 'Enter' && !event.defaultPrevented && name.trim() !== '') place('after')
            }}
          />
        )}
        <div className={css.placings}>
          {shown.map(({ as, title, says }) => (
            <Button
              key={as}
              size="compact-xs"
              variant="default"
              title={says}
              disabled={!moving && name.trim() === ''}
              onClick={() => place(as)}
            >
              {isEmpty ? 'Put it in' : title}
            </Button>
          ))}
        </div>
      </div>
      {!isEmpty && !moving && (
        <>
          <div className={model.group}>
            <Switch
              label="Optional: a case may go without it"
              checked={isOptional}
              onChange={({ currentTarget }) => edit({ kind: 'optional', is: currentTarget.checked })}
            />
            <Switch
              label="Repeatable: it may happen again"
              checked={isRepeatable}
              onChange={({ currentTarget }) => edit({ kind: 'repeatable', is: currentTarget.checked })}
            />
          </div>
          {part?.kind === 'activity' && !isRow && (
            <Rename key={`${selection.path} ${part.activity}`} name={part.activity} edit={edit} />
          )}
          <div className={model.group}>
            <div className={css.placings}>
              <Button size="compact-xs" variant="default" disabled={isWhole} onClick={() => edit({ kind: 'earlier' })}>
                Earlier
              </Button>
              <Button size="compact-xs" variant="default" disabled={isWhole} onClick={() => edit({ kind: 'later' })}>
                Later
              </Button>
              <Button size="compact-xs" variant="default" disabled={isWhole} onClick={() => props.move(selection)}>
                Move elsewhere…
              </Button>
              <Button
                size="compact-xs"
                variant={props.extending ? 'light' : 'default'}
                aria-pressed={props.extending}
                disabled={isWhole}
                title="The next part that you select is the end of a row of parts"
                onClick={() => props.extend(!props.extending)}
              >
                Select up to…
              </Button>
              <Button size="compact-xs" variant="default" color="red" onClick={() => edit({ kind: 'delete' })}>
                Delete
              </Button>
            </div>
          </div>
        </>
      )}
      <div className="muted small">
        Every step is kept; undo and redo are at the top. Whatever you do, a case can always end: the model is sound.
      </div>
    </div>
  )
}

function Rename({ name, edit }: { readonly name: string; readonly edit: (edit: TreeEdit) => void }) {
  const [text, setText] = useState(name)
  useEffect(() => setText(name), [name])
  const isNew = text.trim() !== '' && text.trim() !== name
  return (
    <form
      className={css.rename}
      onSubmit={event => {
        event.preventDefault()
        if (isNew) edit({ kind: 'rename', activity: text.trim() })
      }}
    >
      <TextInput label="Name" value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} />
      <Button type="submit" variant="default" disabled={!isNew}>
        Rename
      </Button>
    </form>
  )
}
