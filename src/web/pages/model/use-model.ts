import { useEffect, useMemo, useRef, useState } from 'react'
import type { MinedModel, MinerSettings } from '../../../analyses/models/mined-model.ts'
import type { ModelTimes } from '../../../analyses/models/model-times.ts'
import type { Pool } from '../../../analyses/models/pools.ts'
import type { ProgressReport } from '../../../base/platform.ts'
import type { Result } from '../../../base/result.ts'
import type { Ask } from '../../../log/engine.ts'
import { variantLogOf } from '../../../log/variant-log.ts'
import type { Soundness } from '../../../model/index.ts'
import { EngineError } from '../../engine/protocol.ts'
import { askEngine, useAnswer } from '../../engine/use-answer.ts'
import type { OpenedFile } from './opened-file.ts'
import type { ModelRequest, ModelResponse, PictureKind, ShownMeasures } from './protocol.ts'

/** A model on the screen, with what is known of it so far. */
export interface Found {
  readonly mined: Result<MinedModel>
  /** Of a file with several pools: all of them, and the one that this is; null: the whole file. */
  readonly pools: readonly Pool[]
  readonly pool: string | null
  readonly soundness: Soundness | null
  readonly measured: ShownMeasures | null
}

/** What is going on: the model of other settings stands meanwhile. */
export type Work = 'mining' | 'measuring' | 'timing' | 'stopped' | null

export interface ModelData {
  readonly found: Found | null
  readonly work: Work
  readonly progress: ProgressReport | null
  readonly error: Error | null
  /** Of the picture that was asked for; null while they are not known. */
  readonly times: ModelTimes | null
  /** Why there are none; null: nothing stands against them. */
  readonly timesBecause: string | null
  /** Cases under the filter; null while they are counted. */
  readonly cases: number | null
  /** Cases whose variants are too rare to be told. */
  readonly omitted: number
  /** Of the cases under the filter. */
  readonly activities: readonly string[]
  readonly stop: () => void
  /** Measures once more, with ten times the time. */
  readonly longer: () => void
  readonly retry: () => void
}

/** Time for alignments, ms. */
const TIME = 10_000
/** A hand on a slider is waited for, ms. */
const REST = 150

/** Mines and measures in a worker of its own, which other settings end at once. `timesOf`: the picture whose times are wanted. */
export function useModel(
  ask: Ask,
  settings: MinerSettings,
  file: OpenedFile | null,
  pool: string | null,
  timesOf: PictureKind | null,
): ModelData {
  const variants = useAnswer('variants', ask)
  const log = useMemo(() => variants.data && variantLogOf(variants.data.variants), [variants.data])
  const [found, setFound] = useState<Found | null>(null)
  const [work, setWork] = useState<Work>('mining')
  const [progress, setProgress] = useState<ProgressReport | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const [patience, setPatience] = useState({ key: '', timeMs: TIME, round: 0 })
  const running = useRef<() => void>(() => {})
  const current = useRef<Worker | null>(null)
  const [times, setTimes] = useState<TimesFound | null>(null)
  const key = JSON.stringify(settings)
  const timeMs = patience.key === key ? patience.timeMs : TIME
  // biome-ignore lint/correctness/useExhaustiveDependencies: the settings are in their key, the round asks once more
  useEffect(() => {
    if (!log) return
    setWork('mining')
    setProgress(null)
    setError(null)
    setTimes(null)
    let worker: Worker | null = null
    const end = () => worker?.terminate()
    const timer = setTimeout(() => {
      worker = new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module', name: 'parfocal-model' })
      worker.onmessage = ({ data }: MessageEvent<ModelResponse>) => {
        if (data.kind === 'progress') return setProgress(data.report)
        if (data.kind === 'mined') {
          setFound({ mined: data.mined, pools: data.pools, pool: data.pool, soundness: null, measured: null })
          setProgress(null)
          return setWork('measuring')
        }
        if (data.kind === 'soundness') return setFound(now => now && { ...now, soundness: data.soundness })
        if (data.kind === 'times') return setTimes({ of: data.of, times: data.times, because: null })
        if (data.kind === 'measured') return setFound(now => now && { ...now, measured: data.measured })
        if (data.kind === 'failed') setError(new EngineError(data.error))
        setWork(null)
      }
      worker.onerror = event => {
        setError(new Error(`The model could not be computed: ${event.message || 'its worker did not start'}.`))
        setWork(null)
      }
      current.current = worker
      worker.postMessage({ kind: 'model', log, settings, file, pool, timeMs } satisfies ModelRequest)
    }, REST)
    running.current = () => {
      clearTimeout(timer)
      end()
      setWork('stopped')
    }
    return () => {
      clearTimeout(timer)
      end()
    }
  }, [log, key, file, pool, timeMs, patience.round])
  const isMeasured = found?.measured != null && work === null && !variants.isFetching
  const isAsked = timesOf !== null && isMeasured && times?.of !== timesOf
  // biome-ignore lint/correctness/useExhaustiveDependencies: an ask is one with its log of variants
  useEffect(() => {
    if (!isAsked || timesOf === null) return
    const controller = new AbortController()
    sendTraces(ask, timesOf, message => current.current?.postMessage(message), controller.signal).catch(
      (trouble: Error) => {
        if (!controller.signal.aborted) setTimes({ of: timesOf, times: null, because: trouble.message })
      },
    )
    return () => controller.abort()
  }, [isAsked, timesOf, log])
  const shown = times?.of === timesOf ? times : null
  return {
    found,
    work: variants.isFetching ? 'mining' : isAsked ? 'timing' : work,
    times: shown?.times ?? null,
    timesBecause: shown?.because ?? null,
    progress,
    error: variants.error ?? error,
    cases: variants.data?.totalCases ?? null,
    omitted: variants.data?.omittedCases ?? 0,
    activities: log?.activities ?? [],
    stop: () => running.current(),
    longer: () => setPatience({ key, timeMs: timeMs * 10, round: patience.round + 1 }),
    retry: () => {
      void variants.refetch()
      setPatience({ key, timeMs, round: patience.round + 1 })
    },
  }
}

interface TimesFound {
  readonly of: PictureKind
  readonly times: ModelTimes | null
  readonly because: string | null
}

/** Cases a page. */
const PAGE = 10_000

/** All cases under the filter, page by page; throws where the person gate lists none. */
async function sendTraces(
  ask: Ask,
  of: PictureKind,
  send: (request: ModelRequest) => void,
  signal: AbortSignal,
): Promise<void> {
  let cursor: string | undefined
  do {
    const page = { ...ask, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }
    const traces = await askEngine('traces', page, signal)
    if (signal.aborted) return
    send({ kind: 'traces', of, calendar: ask.view.calendar, traces, isFirst: cursor === undefined })
    cursor = traces.next
  } while (cursor !== undefined)
}
