import { type Drawing, type ModelMeasures, measureModel } from '../../../analyses/models/measure-model.ts'
import { givenModel, minedModel } from '../../../analyses/models/mined-model.ts'
import { TimesOnModel } from '../../../analyses/models/model-times.ts'
import { onePool } from '../../../analyses/models/pools.ts'
import { never, type Progress } from '../../../base/platform.ts'
import { webPlatform } from '../../../base/platform.web.ts'
import { ok } from '../../../base/result.ts'
import { openModel } from '../../../formats/index.ts'
import { pace } from '../../../log/count/pace.ts'
import type { VariantLog } from '../../../log/variant-log.ts'
import { soundness } from '../../../model/index.ts'
import { troubleOf } from '../../engine/protocol.ts'
import type { ModelRequest, ModelResponse, PictureFigures, PictureKind } from './protocol.ts'

/** Markings after which soundness is left open: a screen does not wait for more. */
const STATES = 20_000

const tell = (response: ModelResponse) => self.postMessage(response)
const steps = pace(webPlatform, never)

let known: { readonly log: VariantLog; readonly measures: ModelMeasures } | null = null
let times: TimesOnModel | null = null
let work = Promise.resolve()

/** One model a worker, then the times on it: whoever wants another model, or none, ends the worker. */
self.onmessage = ({ data }: MessageEvent<ModelRequest>) => {
  work = work
    .then(() => (data.kind === 'model' ? model(data) : traces(data)))
    .catch(error => tell({ kind: 'failed', error: troubleOf(error) }))
}

async function model({ log, settings, file, pool, timeMs }: Extract<ModelRequest, { kind: 'model' }>): Promise<void> {
  const opened = file && onePool(openModel(file.bytes, file.name).model, log.activities, pool)
  const progress = told()
  const mined = opened ? givenModel(opened.model) : minedModel(log, settings, { cancel: never, progress })
  tell({ kind: 'mined', mined, pools: opened?.pools ?? [], pool: opened?.pool ?? null })
  if (mined.ok && mined.value.net) {
    const { net, bpmn } = mined.value
    tell({ kind: 'soundness', soundness: soundness(net, { states: STATES }) })
    const measures = await measureModel(log, { net, bpmn }, { now: webPlatform.now, timeMs, pace: steps, progress })
    known = { log, measures }
    const { aligned, net: drawing, bpmn: other } = measures
    tell({
      kind: 'measured',
      measured: { aligned, net: figures(drawing), bpmn: other.ok ? ok(figures(other.value)) : other },
    })
  }
  tell({ kind: 'done' })
}

/** Not oftener than a person sees. */
function told(): Progress {
  let last = webPlatform.now()
  return report => {
    if (webPlatform.now() - last < 100) return
    last = webPlatform.now()
    tell({ kind: 'progress', report })
  }
}

const figures = ({ frequency, deviations }: Drawing): PictureFigures => ({ frequency, deviations })

async function traces({ of, calendar, traces, isFirst }: Extract<ModelRequest, { kind: 'traces' }>): Promise<void> {
  const drawing = known && drawingOf(known.measures, of)
  if (!known || !drawing) return
  if (isFirst || !times) times = new TimesOnModel(known.log, drawing.drawn, drawing.walks, calendar)
  await times.add(traces, steps)
  if (traces.next === undefined) tell({ kind: 'times', of, times: times.times() })
}

const drawingOf = ({ net, bpmn }: ModelMeasures, of: PictureKind): Drawing | null =>
  of === 'net' ? net : bpmn.ok ? bpmn.value : null
