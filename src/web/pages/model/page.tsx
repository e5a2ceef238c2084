import { useCallback, useEffect, useMemo, useState } from 'react'
import { type Ask, START } from '../../../log/engine.ts'
import { useShortcuts } from '../../app/commands.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { useAsk, useDescription, usePageState } from '../../state/place.ts'
import { useWords } from '../../state/words.ts'
import { EmptyMap } from '../map/empty-map.tsx'
import map from '../map/map.module.css'
import { useModelCamera } from './camera.ts'
import { Controls, type SetModel } from './controls.tsx'
import type { Geometry } from './geometry.ts'
import { OverlayControls } from './legend.tsx'
import css from './model.module.css'
import { useModelDrop } from './model-drop.ts'
import { leftOut, notesOf, poolNote, strangersIn } from './notes.ts'
import { Numbers, sentence } from './numbers.tsx'
import { openedFile, openModelFile, useOpenedFile } from './opened-file.ts'
import { type Figures, overlayOf } from './overlay.ts'
import { PartPanel } from './part-panel.tsx'
import { Picture, rangeFor } from './picture.tsx'
import type { PictureFigures, PictureKind } from './protocol.ts'
import { type ModelState, readModelState, settingsOf } from './state.ts'
import type { Structure } from './structure.ts'
import { ConstraintTable, PartTable } from './tables.tsx'
import { Tools } from './tools.tsx'
import { type Found, useModel } from './use-model.ts'
import { isNet, NET_READABLE, READABLE, useShape } from './use-shape.ts'

export default function ModelPage() {
  const ask = useAsk()
  return ask ? <ProcessModel key={ask.log} ask={ask} /> : null
}

const keys = [
  { keys: '← ↑ → ↓', does: 'Go to the next part in that direction' },
  { keys: 'Enter', does: 'Select' },
  { keys: '+ and −', does: 'Zoom (also the wheel)' },
  { keys: '0', does: 'Fit all into view' },
]

/** A model that a miner finds in the cases under the filter, with how well it fits them. */
function ProcessModel({ ask }: { readonly ask: Ask }) {
  const [state, set] = usePageState('model', readModelState)
  const settings = useMemo(() => settingsOf(state), [state])
  const description = useDescription()
  const words = useWords()
  const [drawnAs, setDrawnAs] = useState<PictureKind>('bpmn')
  const file = useOpenedFile()
  const open = useOpen(set)
  const asked = useModel(
    ask,
    settings,
    file,
    file ? (state.pool ?? null) : null,
    state.show === 'time' ? drawnAs : null,
  )
  const name = description?.name || 'process'
  const { error } = asked
  // beside an error nothing stands of the model before
  const data = error ? { ...asked, found: null } : asked
  const { found } = data
  useShortcuts('Model', keys)
  const { structure, geometry, busy, isOld, because } = useShape(found, state)
  const kind: PictureKind = structure && isNet(structure) ? 'net' : 'bpmn'
  useEffect(() => setDrawnAs(kind), [kind])
  const figures: Figures = {
    ...{ frequency: null, deviations: null, hasStarts: description !== null && description?.starts !== 'none' },
    ...(isOld || !structure ? null : figuresFor(found, kind)),
    times: isOld || drawnAs !== kind ? null : data.times,
  }
  const { frequency } = figures
  const overlay = overlayOf(state, figures, words)
  const isTable = state.as === 'table'
  const standing = useMemo(
    () => (isTable ? null : geometry && withStart(geometry, structure)),
    [isTable, geometry, structure],
  )
  const { frame, group, viewport } = useModelCamera(standing, state.z, z => set({ z }, { replace: true }), {
    least: structure && !isNet(structure) ? READABLE : NET_READABLE,
    foot: because === null ? 0 : 40,
  })
  if (data.cases === 0 && !error)
    return <EmptyMap>{words('A model is found in the cases that the filters above leave.')}</EmptyMap>
  const mined = found?.mined.ok ? found.mined.value : null
  const select = (part: string | null) => set({ part: part ?? undefined })
  const notes = [
    file && found ? poolNote(found.pools, found.pool) : null,
    because,
    found && found.pools.length > 0 && found.pool === null ? null : (mined?.netNote ?? null),
    file && strangersIn(mined, data.activities, words),
    leftOut(data.omitted, words),
    ...notesOf(state, figures, data).map(note => words(note)),
  ].filter(note => note !== null)
  const working = data.work === 'mining' || data.work === 'measuring' || data.work === 'timing' || busy
  return (
    <div className={css.page} aria-busy={working}>
      <div className={map.stage}>
        {error ? (
          <ErrorNote error={error} retry={data.retry} />
        ) : found && !found.mined.ok ? (
          <EmptyState
            icon="model"
            title={file ? 'This model cannot be shown' : words('This miner has no model of these cases')}
          >
            {sentence(found.mined.because)}
          </EmptyState>
        ) : mined && mined.model.kind === 'declare' ? (
          <ConstraintTable mined={mined} name={name} />
        ) : structure && isTable ? (
          <PartTable
            structure={structure}
            figures={figures}
            state={state}
            name={name}
            selected={state.part ?? null}
            select={select}
          />
        ) : structure && geometry ? (
          <Picture
            label={`${structure.parts[0]?.kind === 'place' ? 'Petri net' : 'BPMN model'}: arrow keys move between its parts`}
            structure={structure}
            geometry={geometry}
            frequency={frequency}
            overlay={overlay}
            selected={state.part ?? null}
            select={select}
            frame={frame}
            group={group}
            viewport={viewport}
          />
        ) : (
          <EmptyState icon="model" title="Mining and laying out…" />
        )}
        {mined && !error && (
          <Tools
            mined={mined}
            name={name}
            viewport={mined.model.kind !== 'declare' && !isTable && geometry ? viewport : null}
            geometry={geometry}
            svg={() => group.current?.ownerSVGElement ?? null}
          />
        )}
        {notes.length > 0 && structure && !isTable && !error && (
          <div className={css.note} role="note" data-control>
            {notes.join(' ')}
          </div>
        )}
      </div>
      <Controls
        state={state}
        set={set}
        open={file => void open(file)}
        pools={found?.pools ?? []}
        pool={found?.pool ?? null}
      >
        {structure && mined?.net && (
          <OverlayControls
            state={state}
            set={set}
            overlay={overlay}
            figures={figures}
            range={rangeFor(structure, overlay)}
            of={words(colouredParts(state, kind))}
          />
        )}
        <Numbers data={data} />
      </Controls>
      {structure && state.part !== undefined && (
        <PartPanel structure={structure} figures={figures} overlay={overlay} part={state.part} select={select} />
      )}
    </div>
  )
}

/** Opens a model that is chosen or dropped, or none; what was selected and where one looked belonged to the model before. */
function useOpen(set: SetModel) {
  const open = useCallback(
    async (file: File | null) => {
      if (file === null) openedFile.set(null)
      else if (!(await openModelFile(file))) return
      set({ part: undefined, z: undefined, pool: undefined }, { replace: true })
    },
    [set],
  )
  useModelDrop(open)
  return open
}

/** The page opens where a case begins. */
function withStart(geometry: Geometry, structure: Structure | null) {
  const begins = structure?.parts.find(({ kind, tokens }) => kind === 'start' || tokens > 0)
  const at = begins && geometry.nodes.get(begins.key)
  return { ...geometry, nodes: new Map(at ? [[START, at]] : []) }
}

function figuresFor(found: Found | null, kind: PictureKind): PictureFigures | null {
  if (!found?.measured) return null
  const { net, bpmn } = found.measured
  return kind === 'net' ? net : bpmn.ok ? bpmn.value : null
}

function colouredParts({ show, time }: ModelState, kind: PictureKind): string {
  if (show !== 'time') return 'Activities'
  if (kind === 'net') return 'Activities, and places where cases wait'
  return time === 'service' ? 'Activities' : 'Activities, and flows where cases wait'
}
