import { SegmentedControl } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import type { BaselineDocument } from '../../../analyses/models/baseline-document.ts'
import { Cancelled } from '../../../base/platform.ts'
import { type Ask, defaultView } from '../../../log/engine.ts'
import { compactTree } from '../../../model/bpmn/compact-tree.ts'
import { printTree, silent } from '../../../model/index.ts'
import { chooseFile } from '../../app/open-file.ts'
import { freeId, type KeptBaseline, MINED, minedDocument, SHARED, useBaselines } from '../../engine/baselines.ts'
import { isHere } from '../../engine/log-ids.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { formatNumber } from '../../format/numbers.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { notify, sentenceOf } from '../../state/notices.ts'
import { type GoOptions, useAsk, useDescription, usePageState } from '../../state/place.ts'
import { revisionsOf } from '../../state/revisions.ts'
import { EmptyMap } from '../map/empty-map.tsx'
import { useModelDrop } from '../model/model-drop.ts'
import { sentence } from '../model/numbers.tsx'
import page from '../page.module.css'
import { AllowTable } from './allowance.tsx'
import { BaselineBar } from './baseline-bar.tsx'
import { MeasureChoice, RunningChoice } from './choices.tsx'
import css from './conformance.module.css'
import { DeviationList, KindFilter, shownDeviations } from './deviation-list.tsx'
import { DeviationPanel } from './deviation-panel.tsx'
import { Drawing } from './drawing.tsx'
import { HeadNumbers } from './head-numbers.tsx'
import { LabelEditor, unmatched } from './labels.tsx'
import { fullMapping, storedMapping } from './mapping.ts'
import { ModelHalf } from './model-half.tsx'
import { Notes } from './notes.tsx'
import { openBaseline } from './open-baseline.ts'
import { type ConformanceState, minedBy, readConformanceState, SECONDS, type View } from './state.ts'
import { Trend } from './trend.tsx'
import { useCheck } from './use-check.ts'

export type SetState = (
  part: { [K in keyof ConformanceState]?: ConformanceState[K] | undefined },
  options?: GoOptions,
) => void

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
  readonly kept: Omit<ReturnType<typeof useBaselines>, 'list'> & { readonly list: readonly KeptBaseline[] }
}

/** The cases under the filter held against a model: how many conform, how the others depart, and what that costs. */
function Conformance({ ask, kept }: Props) {
  const [state, set] = usePageState('conformance', readConformanceState)
  const current = kept.list.find(({ id }) => id === state.baseline && id !== MINED) ?? null
  const mined = kept.list.find(({ id }) => id === MINED)?.document ?? minedDocument
  const document = current?.document ?? mined
  const keep = (next: BaselineDocument) => kept.keep(current?.id ?? MINED, next)
  const size = useAnswer('size', ask)
  const description = useDescription()
  const activities = useActivities(ask)
  const open = useOpen(ask, kept, set)
  const { source, check: checking } = useCheck(ask, state, document, minedBy(state), state.view !== 'edit')
  const prepared = source.answer?.ok ? source.answer.value : null
  const check = checking.answer?.ok ? checking.answer.value : null
  const name = `${description?.name || 'process'} conformance`
  const mapping = useMemo(
    () => prepared && current && fullMapping(prepared, current.document.labels),
    [prepared, current],
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
  const begin = (next: BaselineDocument) => {
    const id = freeId()
    kept.keep(id, next)
    return id
  }
  const edit = async () => {
    if (!prepared?.model.tree.ok) return
    const tree = compactTree(prepared.model.tree.value)
    const { textOfTree } = await import('./save.ts')
    const isDrawn = current && isTreeText(current.document.model)
    const base = current ? `${current.document.name}, edited` : 'Target model'
    const id = isDrawn
      ? current.id
      : begin({ ...document, name: freeName(base, kept.list), model: textOfTree(tree), labels: document.labels })
    set({ ...away, baseline: id, view: 'edit', step: revisionsOf(`${ask.log}.${id}`).begin(printTree(tree)) })
  }
  const draw = async () => {
    const { textOfTree } = await import('./save.ts')
    const id = begin({ ...minedDocument, name: freeName('Drawn model', kept.list), model: textOfTree(silent) })
    set({ ...away, baseline: id, view: 'edit', step: revisionsOf(`${ask.log}.${id}`).begin(printTree(silent)) })
  }
  if (state.view === 'edit' && current)
    return <Drawing ask={ask} state={state} set={set} baseline={current} keep={keep} activities={activities} />
  const deviation = check?.deviations.find(({ id }) => id === state.deviation) ?? null
  const isBusy = source.work === 'working' || checking.work === 'working'
  const unallowed = (id: string) => keep({ ...document, allow: document.allow.filter(one => one.deviation !== id) })
  return (
    <div className={css.page} aria-busy={isBusy}>
      <BaselineBar
        state={state}
        set={set}
        kept={kept.list}
        current={current}
        uneditable={uneditable(source.answer)}
        open={() => void chooseFile().then(file => file && open(file))}
        draw={() => void draw()}
        edit={() => void edit()}
        rename={name => current && keep({ ...current.document, name })}
        forget={() => current && kept.forget(current.id)}
        share={
          isHere(ask.log) || current?.id === SHARED || !prepared
            ? null
            : () => {
                kept.keep(SHARED, { ...document, model: prepared.model.text })
                set({ ...away, baseline: SHARED })
              }
        }
        exports={[
          {
            title: 'Baseline: model, labels and what is allowed (JSON)',
            run: () =>
              void saving(async save =>
                save.saveBaseline({ ...document, model: prepared?.model.text ?? document.model }),
              ),
          },
          {
            title: 'Model as BPMN 2.0',
            run: () => void saving(async save => prepared && save.saveBpmn(prepared.model.bpmn, document.name)),
          },
        ]}
      />
      <HeadNumbers
        check={check}
        checking={checking}
        source={source}
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
        <div className={css.halves}>
          <ModelHalf
            prepared={prepared}
            check={check}
            deviations={shownDeviations(check?.deviations ?? [], state.kind)}
            state={state}
            set={set}
            name={name}
          />
          <section className={css.half} aria-label="Deviations and more">
            <div className={css.halfBar}>
              <SegmentedControl
                aria-label="What is shown below the model"
                size="xs"
                value={state.view ?? ''}
                data={[
                  { value: '', label: 'Deviations' },
                  { value: 'time', label: 'Over time' },
                  { value: 'allowed', label: `Allowed (${formatNumber(document.allow.length)})` },
                  ...(mapping ? [{ value: 'labels', label: labelsTitle(mapping, activities) }] : []),
                ]}
                onChange={view => set({ view: view === '' ? undefined : (view as View) })}
              />
              {check && !state.view && <KindFilter deviations={check.deviations} kind={state.kind} set={set} />}
              <Notes notes={[...(prepared?.model.notes ?? []), ...(check?.notes ?? [])]} />
            </div>
            <div className={css.fill}>
              {state.view === 'labels' && mapping ? (
                <LabelEditor
                  mapping={mapping}
                  activities={activities}
                  name={name}
                  set={next => keep({ ...document, labels: storedMapping(next) })}
                  reset={
                    mapping.labels.some(({ by }) => by === 'person') || mapping.ignoredActivities.length > 0
                      ? () => keep({ ...document, labels: prepared && storedMapping(prepared.proposed) })
                      : null
                  }
                />
              ) : checking.error ? (
                <ErrorNote error={checking.error} retry={checking.retry} />
              ) : checking.answer && !checking.answer.ok ? (
                <EmptyState icon="conformance" title="This could not be answered">
                  {sentence(checking.answer.because)}
                </EmptyState>
              ) : !check ? (
                <EmptyState
                  icon="conformance"
                  title={
                    source.work === 'stopped' || checking.work === 'stopped'
                      ? 'Stopped before there was an answer'
                      : 'Holding the cases against the model…'
                  }
                />
              ) : state.view === 'time' ? (
                <Trend check={check} />
              ) : state.view === 'allowed' ? (
                <AllowTable check={check} name={name} takeBack={unallowed} />
              ) : check.deviations.length === 0 ? (
                <EmptyState icon="conformance" title="Every case conforms">
                  No case under the filter departs from this model.
                </EmptyState>
              ) : (
                <DeviationList check={check} state={state} set={set} name={name} />
              )}
            </div>
          </section>
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
          close={() => set({ deviation: undefined })}
        />
      )}
    </div>
  )
}

/** Of a model before, what must not be taken along to another one. */
const away = { deviation: undefined, part: undefined, z: undefined, path: undefined, last: undefined } as const

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

const isTreeText = (text: string) => /^\s*\{/.test(text) && /"kind":\s*"tree"/.test(text.slice(0, 200))

/** A name that no baseline has. */
function freeName(name: string, kept: readonly KeptBaseline[]): string {
  const taken = new Set(kept.map(({ document }) => document.name))
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name} ${n}`
  return free
}

function uneditable(answer: ReturnType<typeof useCheck>['source']['answer']): string | null {
  if (answer === null) return 'The model is being prepared.'
  if (!answer.ok) return sentence(answer.because)
  const { tree } = answer.value.model
  return tree.ok ? null : `It cannot be edited here, where models are made of blocks. ${sentence(tree.because)}`
}

function labelsTitle(mapping: Parameters<typeof unmatched>[0], activities: readonly string[]): string {
  const { labels } = unmatched(mapping, activities)
  return labels.length === 0 ? 'Labels' : `Labels (${formatNumber(labels.length)} not matched)`
}

async function saving(work: (save: typeof import('./save.ts')) => Promise<unknown>): Promise<void> {
  try {
    await work(await import('./save.ts'))
  } catch (error) {
    notify(sentenceOf(error), 'error')
  }
}

/** Activities of the whole log. */
function useActivities({ log, view }: Ask): readonly string[] {
  const ask = useMemo(() => ({ log, view: { ...defaultView, ...view }, filter: [] }), [log, view])
  const { data } = useAnswer('activities', ask)
  return useMemo(() => [...(data?.activity ?? [])], [data])
}

/** Opens a model or a baseline, chosen or dropped, and holds the cases against it. */
function useOpen(ask: Ask, kept: Props['kept'], set: SetState) {
  const { keep } = kept
  const open = useCallback(
    async (file: File) => {
      try {
        const { document, isMatched } = await openBaseline(file, ask, new AbortController().signal)
        const id = freeId()
        keep(id, document)
        set({ ...away, baseline: id, view: isMatched ? undefined : 'labels', step: undefined })
      } catch (error) {
        if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error')
      }
    },
    [ask, keep, set],
  )
  useModelDrop(open)
  return open
}
