import { useEffect, useMemo, useRef } from 'react'
import type { BaselineDocument } from '../../../analyses/models/baseline-document.ts'
import type { Ask } from '../../../log/engine.ts'
import { compactTree } from '../../../model/bpmn/compact-tree.ts'
import { type EditedTree, type ProcessTree, parseTree, printTree, type TreeSelection } from '../../../model/index.ts'
import type { KeptBaseline } from '../../engine/baselines.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { type Revisions, revisionsOf } from '../../state/revisions.ts'
import css from './conformance.module.css'
import { ModelEditor } from './model-editor.tsx'
import type { ConformanceState, SetState } from './state.ts'
import { selectionIn } from './state.ts'

/** The step of a drawing that the address names; each step is kept as the model of the baseline. */
export function Drawing(props: {
  readonly ask: Ask
  readonly state: ConformanceState
  readonly set: SetState
  readonly baseline: KeptBaseline
  readonly keep: (document: BaselineDocument) => void
  /** The same where the baseline is none of the steps drawn here: somebody else changed it. */
  readonly clash: (document: BaselineDocument) => void
  readonly activities: readonly string[]
}) {
  const { state, set, baseline } = props
  const steps = useMemo(() => revisionsOf(`${props.ask.log}.${baseline.id}`), [props.ask.log, baseline.id])
  const kept = useMemo(() => treeIn(baseline.document.model), [baseline.document.model])
  const text = (state.step === undefined ? null : steps.at(state.step)) ?? kept
  const tree = useMemo(() => (text === null ? null : parsed(text)), [text])
  useKeptStep(tree, kept, steps, props)
  if (tree === null)
    return (
      <EmptyState icon="conformance" title="This model cannot be edited block by block">
        It was not drawn here. Choose it as the baseline and edit a copy of it.
      </EmptyState>
    )
  const change = ({ tree: next, selection }: EditedTree) =>
    set({
      step: steps.add(state.step ?? 0, printTree(tree), printTree(next)),
      path: selection.path,
      last: selection.last,
    })
  return (
    <div className={css.fillAll}>
      <ModelEditor
        tree={tree}
        selection={selectionIn(state)}
        activities={props.activities}
        z={state.z}
        zoomed={z => set({ z }, { replace: true })}
        select={({ path, last }: TreeSelection) => set({ path, last }, { replace: true })}
        change={change}
        done={() => set({ view: undefined, step: undefined, path: undefined, last: undefined, z: undefined })}
      />
    </div>
  )
}

/** The baseline holds what is drawn, also after going back a step; what somebody else put in its place is not overwritten. */
function useKeptStep(
  tree: ProcessTree | null,
  kept: string | null,
  steps: Revisions,
  { baseline, keep, clash }: Pick<Parameters<typeof Drawing>[0], 'baseline' | 'keep' | 'clash'>,
) {
  const own = useRef(new Set<string>())
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is drawn is kept, once
  useEffect(() => {
    if (tree === null) return
    const now = printTree(tree)
    if (now === kept) {
      own.current.add(now)
      return
    }
    let isGone = false
    void import('./save.ts').then(({ textOfTree }) => {
      if (isGone) return
      const next = { ...baseline.document, model: textOfTree(tree) }
      const isOwn = kept === null || own.current.has(kept) || steps.has(kept) || steps.has(compact(kept))
      own.current.add(now)
      if (isOwn) keep(next)
      else clash(next)
    })
    return () => {
      isGone = true
    }
  }, [tree, kept])
}

/** As it is when it begins to be edited. */
function compact(text: string): string {
  const tree = parsed(text)
  return tree === null ? text : printTree(compactTree(tree))
}

function treeIn(model: string): string | null {
  try {
    const { kind, tree } = JSON.parse(model) as { kind?: unknown; tree?: unknown }
    return kind === 'tree' && typeof tree === 'string' ? tree : null
  } catch {
    return null
  }
}

function parsed(text: string): ProcessTree | null {
  try {
    return parseTree(text)
  } catch {
    return null
  }
}
