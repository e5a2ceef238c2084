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
import { sentence } from '../model/numbers.tsx'
import page from '../page.module.css'
import { BaselineBar } from './baseline-bar.tsx'
import { MeasureChoice, RunningChoice } from './choices.tsx'
import { ClashNote } from './clash-note.tsx'
import css from './conformance.module.css'
import { shownDeviations } from './deviation-list.tsx'
import { DeviationPanel } from './deviation-panel.tsx'
import { Drawing } from './drawing.tsx'
import { HeadNumbers } from './head-numbers.tsx'
import { LowerHalf } from './lower-half.tsx'
import { fullMapping } from './mapping.ts'
import { ModelHalf } from './model-half.tsx'
import { away, minedBy, readConformanceState, SECONDS, type SetState } from './state.ts'
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
  const { source, check: checking } = useCheck(ask, state, document, minedBy(state), state.view !== 'edit')
  const prepared = source.answer?.ok ? source.answer.value : null
  const check = checking.answer?.ok ? checking.answer.value : null
  const name = `${description?.name || 'process'} conformance`
  const mapping = useMemo(
    () => prepared && current && fullMapping(prepared, current.document.labels),
    [prepared, current],
  )
  const actions = useBaselineActions({ ask, kept, set, current, document, prepared })
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
  const deviation = check?.deviations.find(({ id }) => id === state.deviation) ?? null
  const isBusy = source.work === 'working' || checking.work === 'working'
  const unallowed = (id: string) => keep({ ...document, allow: document.allow.filter(one => one.deviation !== id) })
  const isOld = checking.isOld || source.isOld
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
      <HeadNumbers
        check={check}
        checking={checking}
        source={source}
        isOld={isOld}
        refusal={state.view === 'labels' && checking.answer?.ok === false ? checking.answer.because : null}
        longer={() => set({ seconds: Math.min(3600, (state.seconds ?? SECONDS) * 10) }, { replace: true })}
      >
        <MeasureChoice state={state} set={set} attributes={description?.attributes ?? []} />
        <RunningChoice state={state} set={set} activities={activities} />
      </HeadNumbers>
      {source.error ? (
        <ErrorNote error={source.error} retry={source.retry} />
      ) : source.answer && !source.answer.ok ? (
        <EmptyState icon="conformance" title="Cases cannot be held against this model" action={<Reset set={set} />}>
          {sentence(source.answer.because)}
        </EmptyState>
      ) : (
        <div className={css.halves} data-of={state.view}>
          <ModelHalf
            prepared={prepared}
            check={check}
            isOld={isOld}
            deviations={shownDeviations(check?.deviations ?? [], state.kind)}
            state={state}
            set={set}
            name={name}
          />
          <LowerHalf
            state={state}
            set={set}
            document={document}
            keep={keep}
            prepared={prepared}
            mapping={mapping}
            activities={activities}
            source={source}
            checking={checking}
            isOld={isOld}
            takeBack={unallowed}
            locked={locked}
            name={name}
          />
        </div>
      )}
      {check && deviation && (
        <DeviationPanel
          ask={ask}
          check={check}
          deviation={deviation}
          allow={entry =>
            keep({ ...document, allow: [...document.allow.filter(one => one.deviation !== entry.deviation), entry] })
          }
          takeBack={unallowed}
          locked={locked}
          close={() => set({ deviation: undefined })}
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
