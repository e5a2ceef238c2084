import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { type AlignedMeasures, type Interval, modelSize } from '../../../analyses/models/measure-model.ts'
import type { MinedModel } from '../../../analyses/models/mined-model.ts'
import type { Soundness } from '../../../model/index.ts'
import { formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { useWords } from '../../state/words.ts'
import css from './model.module.css'
import { bpmnStructure } from './structure.ts'
import type { ModelData } from './use-model.ts'

/** `0.953`, or `0.91 – 0.95` where the time ended before it was known. Bounds are rounded outwards. */
export function intervalText([low, high]: Interval): string {
  if (high - low < 1e-9) return low.toFixed(3)
  return `${(Math.floor(low * 1000) / 1000).toFixed(3)} – ${(Math.ceil(high * 1000) / 1000).toFixed(3)}`
}

/** How good the model is, in numbers with what they mean, and what is still being computed. */
export function Numbers({ data }: { readonly data: ModelData }) {
  const { found, work } = data
  const mined = found?.mined.ok ? found.mined.value : null
  return (
    <>
      <Working data={data} />
      {mined?.net && (
        <div className={css.group}>
          <dl className={css.numbers} data-old={work === 'mining' || undefined} data-testid="numbers">
            <Measures measured={found!.measured} work={work} />
            <Sizes mined={mined} />
            {found!.soundness && <Verdict soundness={found!.soundness} />}
          </dl>
        </div>
      )}
    </>
  )
}

function Working({ data: { work, progress, stop, longer, found } }: { readonly data: ModelData }) {
  const words = useWords()
  if (work === 'mining' || work === 'measuring' || work === 'timing') {
    const what =
      work === 'mining'
        ? `Mining…${progress ? ` ${formatShare(progress.done, 1)}` : ''}`
        : work === 'timing'
          ? 'Counting times…'
          : progress
            ? `Aligned ${formatNumber(progress.done)} of ${plural(progress.total ?? 0, words('case'))}`
            : 'Measuring…'
    return (
      <div className={css.work} role="status">
        <span>{what}</span>
        {work !== 'timing' && (
          <Button size="compact-xs" variant="default" onClick={stop}>
            Stop
          </Button>
        )}
      </div>
    )
  }
  const aligned = found?.measured?.aligned
  const open = aligned?.ok ? aligned.value.openVariants : 0
  const late = aligned?.ok && !aligned.value.precision.ok
  if (work !== 'stopped' && open === 0 && !late) return null
  return (
    <div className={css.work} role="status">
      <span>
        {work === 'stopped'
          ? 'Stopped.'
          : open > 0
            ? `The time ended with ${plural(open, 'variant')} not aligned for certain.`
            : 'The time ended first.'}
      </span>
      <Button size="compact-xs" variant="default" onClick={longer}>
        Take longer
      </Button>
    </div>
  )
}

function Row(props: { readonly name: string; readonly value: ReactNode; readonly children?: ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
      {props.children && <dd className={css.meaning}>{props.children}</dd>}
    </div>
  )
}

function Measures({
  measured,
  work,
}: {
  readonly measured: NonNullable<ModelData['found']>['measured']
  readonly work: ModelData['work']
}) {
  if (measured === null) {
    const value = work === 'stopped' ? 'not known' : '…'
    return (
      <>
        <Row name="Fitness" value={value} />
        <Row name="Precision" value={value} />
        <Row name="F-score" value={value} />
      </>
    )
  }
  const { aligned } = measured
  if (!aligned.ok)
    return (
      <Row name="Fitness" value="none">
        {sentence(aligned.because)}
      </Row>
    )
  return <Known {...aligned.value} />
}

function Known({ fitness, averageFitness, fittingCases, cases, precision, fScore, openVariants }: AlignedMeasures) {
  const words = useWords()
  return (
    <>
      <Row name="Fitness" value={intervalText(averageFitness)}>
        {words('How much of a case the model allows, on average.')} Over all events: {intervalText(fitness)}.{' '}
        {openVariants > 0 ? 'At least ' : ''}
        {formatNumber(fittingCases)} of {plural(cases, words('case'))} ({formatShare(fittingCases, cases)}) fit as a
        whole.
      </Row>
      <Row name="Precision" value={precision.ok ? precision.value.toFixed(3) : 'not known'}>
        {precision.ok
          ? `How much of what the model allows did happen (align-ETC${openVariants > 0 ? ', by the alignments found so far' : ''}).`
          : sentence(precision.because)}
      </Row>
      <Row name="F-score" value={fScore ? intervalText(fScore) : 'not known'}>
        Both in one: the harmonic mean of fitness and precision.
      </Row>
    </>
  )
}

function Sizes({ mined }: { readonly mined: MinedModel }) {
  const size = modelSize(mined.net!)
  const { places, transitions, silent, arcs } = size
  const counts = mined.bpmn.ok ? bpmnStructure(mined.bpmn.value) : null
  const tasks = counts?.parts.filter(({ kind }) => kind === 'task').length ?? 0
  const gateways = counts?.parts.filter(({ kind }) => ['xor', 'and', 'or'].includes(kind)).length ?? 0
  return (
    <>
      <Row name="Simplicity" value={size.simplicity.toFixed(3)}>
        The fewer arcs a place or transition has, the nearer to 1.
      </Row>
      <Row name="Size" value={counts ? plural(counts.parts.length, 'node') : plural(places + transitions, 'node')}>
        {counts && `BPMN: ${plural(tasks, 'activity', 'activities')}, ${plural(gateways, 'gateway')}. `}
        Petri net: {plural(places, 'place')}, {plural(transitions, 'transition')} ({formatNumber(silent)} silent),{' '}
        {plural(arcs, 'arc')}.
      </Row>
    </>
  )
}

function Verdict({ soundness: { verdict, findings, because } }: { readonly soundness: Soundness }) {
  const words = useWords()
  const text = { sound: '✓ sound', unsound: '✕ not sound', unknown: 'not known' }[verdict]
  const [first, ...others] = findings
  return (
    <Row name="Soundness" value={<span className={verdict === 'unknown' ? undefined : css[verdict]}>{text}</span>}>
      {verdict === 'sound'
        ? words('A case can always end, ends clean, and everything can happen.')
        : `${first?.message ?? because ?? ''}${others.length > 0 ? ` And ${plural(others.length, 'finding')} more.` : ''}`}
    </Row>
  )
}

/** A reason as a sentence of its own. */
export const sentence = (because: string): string =>
  `${because.charAt(0).toUpperCase()}${because.slice(1)}${/[.!?]$/.test(because) ? '' : '.'}`
