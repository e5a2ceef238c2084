import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import {
  bpmnOfBlocks,
  type EditedTree,
  editTree,
  isOptional,
  isRepeatable,
  type ProcessTree,
  partAt,
  selectionOf,
  spanOf,
  type TreeEdit,
  type TreeSelection,
  wholeTree,
} from '../../../model/index.ts'
import { isTyping, useShortcuts } from '../../app/commands.ts'
import map from '../map/map.module.css'
import { ZoomButtons } from '../map/picture-tools.tsx'
import { useModelCamera, type Zoom } from '../model/camera.ts'
import { bpmnGeometry, type Geometry } from '../model/geometry.ts'
import model from '../model/model.module.css'
import { Picture } from '../model/picture.tsx'
import { bpmnStructure } from '../model/structure.ts'
import { READABLE } from '../model/use-shape.ts'
import { EditPanel } from './edit-panel.tsx'
import { Around } from './marks.tsx'
import { withRoom } from './standing.ts'

const keys = [
  { keys: '← ↑ → ↓', does: 'Select the next part in that direction' },
  { keys: 'I', does: 'Put in an activity' },
  { keys: 'O', does: 'Make it optional, or not' },
  { keys: 'R', does: 'Make it repeatable, or not' },
  { keys: 'B', does: 'Select the block around it' },
  { keys: 'U', does: 'Select up to the part selected next (also Shift and click)' },
  { keys: 'Ctrl+← and Ctrl+→', does: 'Move it earlier, later' },
  { keys: 'Delete', does: 'Delete it' },
  { keys: 'Ctrl+Z', does: 'Undo (Ctrl+Shift+Z: redo)' },
]

/** A model drawn block by block: it is sound whatever is done, and laid out anew after each step. */
export function ModelEditor(props: {
  readonly tree: ProcessTree
  readonly selection: TreeSelection
  readonly activities: readonly string[]
  readonly z: Zoom | undefined
  readonly zoomed: (z: Zoom | undefined) => void
  readonly select: (selection: TreeSelection) => void
  readonly change: (edited: EditedTree) => void
  readonly done: () => void
}) {
  const { tree, select } = props
  const selection = partAt(tree, props.selection.path) ? props.selection : wholeTree
  const { bpmn, paths } = useMemo(() => bpmnOfBlocks(tree), [tree])
  const structure = useMemo(() => bpmnStructure(bpmn), [bpmn])
  const geometry = useMemo(() => bpmnGeometry(bpmn), [bpmn])
  const standing = useMemo(() => withRoom(geometry, structure), [geometry, structure])
  const [moving, setMoving] = useState<TreeSelection | null>(null)
  const [extending, setExtending] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const refocus = useRef(false)
  const shift = useRef(false)
  useShortcuts('Drawing a model', keys)
  const room = { least: READABLE, foot: 0 }
  const { frame, group, viewport } = useModelCamera(standing, props.z, props.zoomed, room)
  const inside = useMemo(() => insideOf(paths, selection), [paths, selection])
  const here = inside.length === 0 ? null : idOf(paths, selection)

  const choose = (key: string | null) => {
    const path = key === null ? undefined : paths.get(key)
    const to = path ? selectionOf(path) : wholeTree
    select((extending || shift.current) && path ? spanOf(selection.path, path, tree) : to)
    setExtending(false)
  }
  const edit = (what: TreeEdit) => {
    const from = what.kind === 'move' ? moving! : selection
    const edited = editTree(tree, from, what)
    setMoving(null)
    if (edited.tree !== tree) props.change(edited)
  }
  const press = (event: KeyboardEvent) => {
    if (isTyping(event.nativeEvent) || event.altKey) return
    const control = event.ctrlKey || event.metaKey
    const what = editOf(event.key, control, tree, selection)
    if (what && selection.path.length + Number(what.kind !== 'earlier' && what.kind !== 'later') > 0) {
      refocus.current = true
      edit(what)
    } else if (control) return
    else if (event.key.toLowerCase() === 'i') field.current?.focus()
    else if (event.key.toLowerCase() === 'u' && selection.path.length > 0) setExtending(true)
    else if (event.key.toLowerCase() === 'b' && selection.path.length > 0)
      select(selectionOf(selection.path.slice(0, -1)))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const place = here === null ? undefined : geometry.nodes.get(here)
  const show = useRef(viewport.show)
  show.current = viewport.show
  // what was just put in may lie elsewhere
  useEffect(() => {
    if (place) show.current(place)
  }, [place])
  // a key that edits makes the picture anew: who works with keys stays on the part
  useEffect(() => {
    if (!refocus.current || here === null) return
    refocus.current = false
    for (const element of group.current?.querySelectorAll<SVGGElement>('[data-node]') ?? [])
      if (element.getAttribute('data-node') === here) element.focus({ preventScroll: true })
  })
  return (
    <div className={model.page}>
      <div
        className={map.stage}
        onKeyDownCapture={press}
        onClickCapture={(event: MouseEvent) => {
          shift.current = event.shiftKey
        }}
      >
        <Picture
          label="Drawing of the model: arrow keys move between its parts"
          structure={structure}
          geometry={geometry}
          frequency={null}
          selected={here}
          select={choose}
          frame={frame}
          group={group}
          viewport={viewport}
          above={<Selected geometry={geometry} inside={inside} extra={moving ? insideOf(paths, moving) : []} />}
        />
        <div className={map.tools} data-control>
          <ZoomButtons viewport={viewport} />
        </div>
      </div>
      <EditPanel
        tree={tree}
        selection={selection}
        activities={props.activities}
        edit={edit}
        select={select}
        moving={moving}
        move={setMoving}
        extending={extending}
        extend={setExtending}
        field={field}
        done={props.done}
      />
    </div>
  )
}

function editOf(key: string, control: boolean, tree: ProcessTree, selection: TreeSelection): TreeEdit | null {
  if (control) {
    if (key === 'ArrowLeft') return { kind: 'earlier' }
    return key === 'ArrowRight' ? { kind: 'later' } : null
  }
  if (key === 'Delete' || key === 'Backspace') return { kind: 'delete' }
  if (key.toLowerCase() === 'o') return { kind: 'optional', is: !isOptional(tree, selection) }
  return key.toLowerCase() === 'r' ? { kind: 'repeatable', is: !isRepeatable(tree, selection) } : null
}

/** Nodes of the selection; none where it is the whole model. */
function insideOf(paths: ReadonlyMap<string, readonly number[]>, { path, last }: TreeSelection): readonly string[] {
  if (path.length === 0) return []
  const depth = path.length - 1
  const isIn = (other: readonly number[]) =>
    other.length > depth &&
    path.slice(0, -1).every((step, i) => step === other[i]) &&
    other[depth]! >= path[depth]! &&
    other[depth]! <= last
  return [...paths].flatMap(([id, other]) => (isIn(other) ? [id] : []))
}

/** The node that the selection is, or the first one in it. */
const idOf = (paths: ReadonlyMap<string, readonly number[]>, { path }: TreeSelection): string | null =>
  [...paths].find(([, other]) => path.every((step, i) => step === other[i]))?.[0] ?? null

function Selected(props: {
  readonly geometry: Geometry
  readonly inside: readonly string[]
  readonly extra: readonly string[]
}) {
  return (
    <>
      {props.inside.length > 1 && <Around geometry={props.geometry} nodes={props.inside} />}
      {props.extra.length > 0 && <Around geometry={props.geometry} nodes={props.extra} isDashed />}
    </>
  )
}
