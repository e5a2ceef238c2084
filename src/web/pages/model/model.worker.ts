import { measureModel } from '../../../analyses/models/measure-model.ts'
import { minedModel } from '../../../analyses/models/mined-model.ts'
import { never } from '../../../base/platform.ts'
import { webPlatform } from '../../../base/platform.web.ts'
import { pace } from '../../../log/count/pace.ts'
import { soundness } from '../../../model/index.ts'
import { troubleOf } from '../../engine/protocol.ts'
import type { ModelRequest, ModelResponse } from './protocol.ts'

/** Markings after which soundness is left open: a screen does not wait for more. */
const STATES = 20_000

const tell = (response: ModelResponse) => self.postMessage(response)

/** One request a worker: whoever wants another one, or none, ends the worker. */
self.onmessage = async ({ data: { log, settings, timeMs } }: MessageEvent<ModelRequest>) => {
  try {
    const mined = minedModel(log, settings)
    tell({ kind: 'mined', mined })
    if (mined.ok && mined.value.net) {
      const { net, bpmn } = mined.value
      tell({ kind: 'soundness', soundness: soundness(net, { states: STATES }) })
      let told = 0
      const measured = await measureModel(
        log,
        { net, bpmn },
        {
          now: webPlatform.now,
          timeMs,
          pace: pace(webPlatform, never),
          progress: report => {
            if (webPlatform.now() - told < 100) return
            told = webPlatform.now()
            tell({ kind: 'progress', report })
          },
        },
      )
      tell({ kind: 'measured', measured })
    }
    tell({ kind: 'done' })
  } catch (error) {
    tell({ kind: 'failed', error: troubleOf(error) })
  }
}
