import { useMemo } from 'react'
import type { BaselineDocument } from '../../../analyses/models/baseline-document.ts'
import { type Ask, defaultView } from '../../../log/engine.ts'
import { chooseFile } from '../../app/open-file.ts'
import {
  type Baselines,
  type KeptBaseline,
  MINED,
  minedDocument,
  SHARED,
  useBaselines,
} from '../../engine/baselines.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { useReadOnly } from '../../engine/use-server.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { notify } from '../../state/notices.ts'
import { useAsk, useDescription, usePageState } from '../../state/place.ts'
import { EmptyMap } from '../map/empty-map.tsx'
import page from '../page.module.css'
import { BaselineBar } from './baseline-bar.tsx'
import { ClashNote } from './clash-note.tsx'
import css from './conformance.module.css'
import { Drawing } from './drawing.tsx'
import { FlowView } from './flow-view.tsx'
import { fullMapping } from './mapping.ts'
import { away, minedBy, readConformanceState, type SetState } from './state.ts'
import { StatementsView } from './statements-view.tsx'
import { useBaselineActions } from './use-baseline-actions.ts'
import { useCheck } from './use-check.ts'
import { useOpenBaseline } from './use-open-baseline.tsx'

export default function ConformancePage() {
  const ask = useAsk()
  return ask ? <WithBaselines key={ask.log} ask={ask} /> : null
}

function WithBaselines({ ask }: { readonly ask: Ask }) {
  const kept = useBaselines(ask.log)
  if (kept.error) return <ErrorNote error={kept.error} retry={kept.retry} />
  return kept.list ? <Conformance ask={ask} kept={{ ...kept, list: kept.list }} /> : null
}

interface Props {
  readonly ask: Ask
  readonly kept: Baselines & { readonly list: readonly KeptBaseline[] }
}

/** The cases under the filter held against a model: how many conform, how the others depart, and what that costs. */
function Conformance({ ask, kept }: Props) {
  const [state, set] = usePageState('conformance', readConformanceState)
  const current = kept.list.find(({ id }) => id === state.baseline && id !== MINED) ?? null
  const mined = kept.list.find(({ id }) => id === MINED)?.document ?? minedDocument
  const document = current?.document ?? mined
  const id = current?.id ?? MINED
  const size = useAnswer('size', ask)
  const readOnly = useReadOnly(ask.log)
  const locked = current?.id === SHARED ? readOnly : null
  const keep = (next: BaselineDocument) => (locked === null ? kept.keep(id, next) : notify(locked, 'error'))
  const description = useDescription()
  const activities = useActivities(ask)
  const { open, question } = useOpenBaseline(ask, kept, set)
  const { source, check: checking, statements } = useCheck(ask, state, document, minedBy(state), state.view !== 'edit')
  const found = source.answer?.ok ? source.answer.value : null
  const prepared = found?.kind === 'flow' ? found : null
  const name = `${description?.name || 'process'} conformance`
  const mapping = useMemo(
    () => prepared && current && fullMapping(prepared, current.document.labels),
    [prepared, current],
  )
  const actions = useBaselineActions({ ask, kept, set, current, document, prepared: found })
  const clash = kept.clashes.has(id) && (
    <ClashNote id={id} document={document} clashes={kept.clashes} settle={whose => actions.settle(id, whose)} />
  )
  if (state.baseline !== undefined && !current)
    return (
      <EmptyState
        icon="conformance"
        title="This baseline is not remembered in this browser"
        action={<Reset set={set} />}
      >
        The address names a model that was opened or drawn elsewhere, or was forgotten. Its file can be opened again.
      </EmptyState>
    )
  if (size.data?.cases === 0)
    return <EmptyMap>The cases that the filters above leave are held against a model.</EmptyMap>
  if (state.view === 'edit' && current && locked === null)
    return (
      <div className={css.page}>
        {clash}
        <Drawing
          ask={ask}
          state={state}
          set={set}
          baseline={current}
          keep={keep}
          clash={mine => kept.clash(current.id, mine)}
          activities={activities}
        />
      </div>
    )
  const isBusy = [source, checking, statements].some(({ work }) => work === 'working')
  return (
    <div className={css.page} aria-busy={isBusy}>
      <BaselineBar
        state={state}
        set={set}
        kept={kept.list}
        current={current}
        uneditable={actions.uneditable(source.answer)}
        open={() => void chooseFile().then(file => file && open(file))}
        draw={() => void actions.draw()}
        edit={() => void actions.edit()}
        rename={name => current && keep({ ...current.document, name })}
        forget={() => current && kept.forget(current.id)}
        share={actions.share}
        exports={actions.exports}
        readOnly={readOnly}
      />
      {question}
      {clash}
      {found?.kind === 'statements' && !source.error ? (
        <StatementsView
          ask={ask}
          state={state}
          set={set}
          prepared={found}
          source={source}
          checking={statements}
          reset={<Reset set={set} />}
          name={name}
        />
      ) : (
        <FlowView
          ask={ask}
          state={state}
          set={set}
          document={document}
          keep={keep}
          prepared={prepared}
          mapping={mapping}
          activities={activities}
          source={source}
          checking={checking}
          locked={locked}
          reset={<Reset set={set} />}
          name={name}
        />
      )}
    </div>
  )
}

function Reset({ set }: { readonly set: SetState }) {
  return (
    <button
      type="button"
      className={page.link}
      onClick={() => set({ ...away, baseline: undefined, view: undefined, step: undefined })}
    >
      Hold the cases against the model mined from them
    </button>
  )
}

/** Activities of the whole log. */
function useActivities({ log, view }: Ask): readonly string[] {
  const ask = useMemo(() => ({ log, view: { ...defaultView, ...view }, filter: [] }), [log, view])
  const { data } = useAnswer('activities', ask)
  return useMemo(() => [...(data?.activity ?? [])], [data])
}
