import type { TrainingData } from '../../actions/index.ts'
import type { CheckedMaskingRules } from '../../analyses/index.ts'
import type { RulesAnswer, RulesQuestion } from '../../analyses/rules-check.ts'
import { Cancelled, type Progress } from '../../base/platform.ts'
import type { Result } from '../../base/result.ts'
import { engineOver } from '../../engine/proxy.ts'
import type { LookedAt, UiProposal } from '../../formats/index.ts'
import type { Ask, Engine } from '../../log/engine.ts'
import type { TableSettings } from '../../log/mapping.ts'
import type { UiMapping } from '../../log/ui-mapping.ts'
import type { MaskingRule } from '../../privacy/index.ts'
import { showPeople } from '../state/show-people.ts'
import { signalOf } from './cancel.ts'
import {
  EngineError,
  type KnownOfTable,
  type NamedFile,
  type Opened,
  type OpenedRecordings,
  type OpenOptions,
  type RecordingOptions,
  type Request,
  type Response,
  type TrainingAsked,
  type UiPreview,
} from './protocol.ts'
import type { TaskEdits, TaskQuestion } from './task-edits.ts'

type Body = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never
interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
  readonly progress: Progress | undefined
}

/** The page's end of the worker that reads dropped files and answers questions about them. Starts on first use. */
export class WorkerClient {
  private worker: Worker | null = null
  private readonly waiting = new Map<number, Waiting>()
  private next = 1
  readonly engine: Engine = engineOver((question, params, cancel) =>
    this.send({ kind: 'ask', question, params, showPeople: showPeople.get() }, signalOf(cancel)),
  )

  open(log: string, name: string, file: Blob, options: OpenOptions, signal?: AbortSignal, progress?: Progress) {
    return this.send({ kind: 'open', log, name, file, options }, signal, progress) as Promise<Opened>
  }
  /** How a table could be read: the mapping with its reasons. `settings` say how bytes become cells. */
  propose(name: string, file: Blob, signal?: AbortSignal, progress?: Progress, settings?: TableSettings) {
    return this.send({ kind: 'propose', name, file, ...(settings ? { settings } : {}) }, signal, progress)
  }
  analyse(analysis: string, ask: Ask, params: unknown, signal?: AbortSignal): Promise<unknown> {
    return this.send({ kind: 'analyse', analysis, ask, params, showPeople: showPeople.get() }, signal)
  }
  checkRules(ask: Ask, rules: RulesQuestion, signal?: AbortSignal, progress?: Progress): Promise<RulesAnswer> {
    const body = { kind: 'check-rules', ask, rules, showPeople: showPeople.get() } as const
    return this.send(body, signal, progress) as Promise<RulesAnswer>
  }
  /** SHA-256 over the cases, events and attributes of a log. */
  fingerprint(log: string): Promise<string> {
    return this.send({ kind: 'fingerprint', log }) as Promise<string>
  }
  /** Whether a file holds cases or interactions. */
  recognise(name: string, file: Blob, signal?: AbortSignal): Promise<LookedAt> {
    return this.send({ kind: 'recognise', name, file }, signal) as Promise<LookedAt>
  }
  /** How a table could be read as a recording. */
  proposeUi(name: string, file: Blob, known: KnownOfTable, signal?: AbortSignal): Promise<UiProposal> {
    return this.send({ kind: 'propose-ui', name, file, known }, signal) as Promise<UiProposal>
  }
  /** What a mapping and masking rules make of the first rows of a table. */
  previewUi(
    name: string,
    rows: UiProposal['preview'],
    mapping: UiMapping,
    rules: readonly MaskingRule[],
    key: Uint8Array,
    signal?: AbortSignal,
  ): Promise<UiPreview> {
    return this.send({ kind: 'preview-ui', name, rows, mapping, rules, key }, signal) as Promise<UiPreview>
  }
  /** Every trouble of masking rules as they are written. */
  checkMasking(text: string, signal?: AbortSignal): Promise<CheckedMaskingRules> {
    return this.send({ kind: 'check-masking', text }, signal) as Promise<CheckedMaskingRules>
  }
  /** Reads, masks and mines recordings as one UI log. */
  openRecordings(
    log: string,
    files: readonly NamedFile[],
    options: RecordingOptions,
    signal?: AbortSignal,
    progress?: Progress,
  ): Promise<OpenedRecordings> {
    return this.send({ kind: 'open-recordings', log, files, options }, signal, progress) as Promise<OpenedRecordings>
  }
  tasks(log: string, question: TaskQuestion, params: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
    return this.send({ kind: 'tasks', log, question, params, showPeople: showPeople.get() }, signal)
  }
  /** Training data, or why there is none; null where there is no such routine. */
  training(log: string, asked: TrainingAsked, signal?: AbortSignal): Promise<Result<TrainingData> | null> {
    return this.send({ kind: 'training', log, asked }, signal) as Promise<Result<TrainingData> | null>
  }
  editTasks(log: string, edits: TaskEdits): Promise<unknown> {
    return this.send({ kind: 'edit-tasks', log, edits })
  }
  close(log: string): Promise<unknown> {
    return this.send({ kind: 'close', log })
  }

  private send(body: Body, signal?: AbortSignal, progress?: Progress): Promise<unknown> {
    if (signal?.aborted) return Promise.reject(new Cancelled())
    const id = this.next++
    const worker = this.start()
    return new Promise((resolve, reject) => {
      const stop = () => {
        worker.postMessage({ id, kind: 'cancel' } satisfies Request)
        this.waiting.delete(id)
        reject(new Cancelled())
      }
      const done = () => signal?.removeEventListener('abort', stop)
      this.waiting.set(id, {
        resolve: value => (done(), resolve(value)),
        reject: error => (done(), reject(error)),
        progress,
      })
      signal?.addEventListener('abort', stop, { once: true })
      worker.postMessage({ id, ...body } as Request)
    })
  }

  private start(): Worker {
    if (this.worker) return this.worker
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'parfocal-engine' })
    worker.onmessage = ({ data }: MessageEvent<Response>) => {
      const waiting = this.waiting.get(data.id)
      if (!waiting) return
      if ('progress' in data) return waiting.progress?.(data.progress)
      this.waiting.delete(data.id)
      if (data.ok) waiting.resolve(data.value)
      else waiting.reject(data.error.name === 'Cancelled' ? new Cancelled() : new EngineError(data.error))
    }
    worker.onerror = event => {
      // The worker could not be loaded or ran out of memory: everything that waits is told, the next question starts anew.
      event.preventDefault()
      const message = `The engine in this browser stopped${event.message ? ` (${event.message})` : ''}. The log may be larger than the browser's memory; open it with the parfocal command instead.`
      for (const waiting of this.waiting.values()) waiting.reject(new EngineError({ name: 'EngineStopped', message }))
      this.waiting.clear()
      worker.terminate()
      this.worker = null
    }
    this.worker = worker
    return worker
  }
}
