import { useCallback, useEffect, useMemo, useState } from 'react'
import type { MinedModel } from '../../../analyses/models/mined-model.ts'
import { Cancelled } from '../../../base/platform.ts'
import { type Ask, START } from '../../../log/engine.ts'
import { useShortcuts } from '../../app/commands.ts'
import { formatNumber, plural } from '../../format/numbers.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { useAsk, useDescription, usePageState } from '../../state/place.ts'
import { useWords, type Words } from '../../state/words.ts'
import { EmptyMap } from '../map/empty-map.tsx'
import map from '../map/map.module.css'
import { useModelCamera } from './camera.ts'
import { Controls, type SetModel } from './controls.tsx'
import { bpmnGeometry, type Geometry, netGeometry } from './geometry.ts'
import { countedBy, OverlayControls } from './legend.tsx'
import css from './model.module.css'
import { useModelDrop } from './model-drop.ts'
import { Numbers, sentence } from './numbers.tsx'
import { openedFile, openModelFile, useOpenedFile } from './opened-file.ts'
import { type Figures, overlayOf } from './overlay.ts'
import { PartPanel } from './part-panel.tsx'
import { Picture, rangeFor } from './picture.tsx'
import type { PictureFigures, PictureKind } from './protocol.ts'
import { type ModelState, readModelState, settingsOf } from './state.ts'
import { bpmnStructure, netStructure, type Structure } from './structure.ts'
import { ConstraintTable, PartTable } from './tables.tsx'
import { Tools } from './tools.tsx'
import { type Found, type ModelData, useModel } from './use-model.ts'

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
  const data = useModel(ask, settings, file, state.show === 'time' ? drawnAs : null)
  const name = description?.name || 'process'
  const { found, error } = data
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
    because,
    mined?.netNote ?? null,
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
      <Controls state={state} set={set} open={file => void open(file)}>
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
      set({ part: undefined, z: undefined }, { replace: true })
    },
    [set],
  )
  useModelDrop(open)
  return open
}

/** A model opens at least this large: names can be read. */
export const READABLE = 0.8
const NET_READABLE = 0.6

/** The page opens where a case begins. */
function withStart(geometry: Geometry, structure: Structure | null) {
  const begins = structure?.parts.find(({ kind, tokens }) => kind === 'start' || tokens > 0)
  const at = begins && geometry.nodes.get(begins.key)
  return { ...geometry, nodes: new Map(at ? [[START, at]] : []) }
}

const isNet = (structure: Structure) => structure.parts[0]?.kind === 'place'

function figuresFor(found: Found | null, kind: PictureKind): PictureFigures | null {
  if (!found?.measured) return null
  const { net, bpmn } = found.measured
  return kind === 'net' ? net : bpmn.ok ? bpmn.value : null
}

/** Activities of the cases that an opened model does not have. */
function strangersIn(mined: MinedModel | null, activities: readonly string[], words: Words): string | null {
  if (!mined?.net) return null
  const labels = new Set(mined.net.transitions.map(({ label }) => label))
  const strange = activities.filter(activity => !labels.has(activity))
  if (strange.length === 0) return null
  return words`The model does not have ${formatNumber(strange.length)} of ${plural(activities.length, 'activity', 'activities')} of these cases: ${strange.slice(0, 5).join(', ')}${strange.length > 5 ? ' …' : '.'}`
}

const leftOut = (omitted: number, words: Words) =>
  omitted === 0 ? null : `${plural(omitted, words('case'))} in variants with too few people behind them are left out.`

/** What limits the numbers in the picture. */
function notesOf(
  { show }: ModelState,
  { frequency, deviations, times }: Figures,
  { timesBecause }: ModelData,
): string[] {
  const notes: string[] = []
  if (frequency && frequency.by.exact < frequency.cases && show !== 'time') notes.push(countedBy(frequency))
  if (show === 'deviations' && deviations && frequency && deviations.cases < frequency.cases)
    notes.push(
      `Deviations are those of ${formatNumber(deviations.cases)} of ${plural(frequency.cases, 'case')}: the others have no alignment.`,
    )
  if (show === 'time' && timesBecause !== null) notes.push(sentence(timesBecause))
  if (show === 'time' && times && times.counted < times.cases)
    notes.push(
      `Times are those of ${formatNumber(times.counted)} of ${plural(times.cases, 'case')}: the others have no alignment.`,
    )
  return notes
}

function colouredParts({ show, time }: ModelState, kind: PictureKind): string {
  if (show !== 'time') return 'Activities'
  if (kind === 'net') return 'Activities, and places where cases wait'
  return time === 'service' ? 'Activities' : 'Activities, and flows where cases wait'
}

interface Shape {
  readonly structure: Structure | null
  /** Of this structure; null while it is laid out. */
  readonly geometry: Geometry | null
  readonly busy: boolean
  /** It is that of the model before. */
  readonly isOld: boolean
  /** Why this is a Petri net although BPMN was asked for; else null. */
  readonly because: string | null
}

/** What is drawn, and where; the drawing before stands until the next one is laid out. */
export function useShape(found: Found | null, { as }: ModelState): Shape {
  const mined = found?.mined.ok ? found.mined.value : null
  const { bpmn, net } = mined ?? { bpmn: null, net: null }
  const wanted = (as !== 'net' || !net) && bpmn?.ok ? bpmn.value : null
  const structure = useMemo(() => (wanted ? bpmnStructure(wanted) : net ? netStructure(net) : null), [wanted, net])
  const fixed = useMemo(() => (wanted ? bpmnGeometry(wanted) : null), [wanted])
  const [drawn, setDrawn] = useState<{ structure: Structure; geometry: Geometry } | null>(null)
  useEffect(() => {
    if (!structure || fixed) return
    const controller = new AbortController()
    netGeometry(structure, controller.signal).then(
      geometry => setDrawn({ structure, geometry }),
      error => {
        if (!(error instanceof Cancelled)) throw error
      },
    )
    return () => controller.abort()
  }, [structure, fixed])
  const because = net && as !== 'net' && bpmn && !bpmn.ok ? `Shown as a Petri net. ${sentence(bpmn.because)}` : null
  const whole = { busy: false, isOld: false, because }
  if (!structure || fixed) return { ...whole, structure, geometry: fixed }
  if (drawn?.structure === structure) return { ...whole, ...drawn }
  if (as === 'table') return { ...whole, structure, geometry: null }
  return drawn ? { ...drawn, busy: true, isOld: true, because } : { ...whole, structure, geometry: null, busy: true }
}
