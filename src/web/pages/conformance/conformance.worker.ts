import {
  mineBaseline,
  type ReadBaseline,
  readBaseline,
  readBaselineText,
} from '../../../analyses/models/baseline-model.ts'
import { checkConformance } from '../../../analyses/models/conformance-check.ts'
import { conformanceQuestion } from '../../../analyses/models/conformance-question.ts'
import { mineHeld, readHeld } from '../../../analyses/models/held-statements.ts'
import { checkStatements } from '../../../analyses/models/statements-check.ts'
import { whereConcentrated } from '../../../analyses/models/where-concentrated.ts'
import { RequestError } from '../../../base/errors.ts'
import { never, type Progress } from '../../../base/platform.ts'
import { webPlatform } from '../../../base/platform.web.ts'
import { ok, type Result } from '../../../base/result.ts'
import { engineOver } from '../../../engine/proxy.ts'
import { variantLogOf } from '../../../log/variant-log.ts'
import { proposeLabelMapping } from '../../../model/index.ts'
import { type Trouble, troubleOf } from '../../engine/protocol.ts'
import type { Answers, FromWorker, Source, Task, ToWorker } from './protocol.ts'

const tell = (message: FromWorker) => self.postMessage(message)

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}
const waiting = new Map<number, Waiting>()
let asked = 0

/** The engine lives at the page, or at our server: its questions go there and back. */
const engine = engineOver(
  (question, params) =>
    new Promise((resolve, reject) => {
      const id = ++asked
      waiting.set(id, { resolve, reject })
      tell({ kind: 'question', id, question, params })
    }),
)

/** What the person gate refuses must be known again as such. */
const errorOf = ({ name, message, code }: Trouble): Error =>
  code === 'refused' || code === 'not-found' || code === 'bad-request' || code === 'conflict'
    ? new RequestError(message, code)
    : Object.assign(new Error(message), { name })

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'task') {
    answer(data.task).then(
      value => tell({ kind: 'done', value }),
      error => tell({ kind: 'failed', error: troubleOf(error) }),
    )
    return
  }
  const known = waiting.get(data.id)
  waiting.delete(data.id)
  if (data.kind === 'answer') known?.resolve(data.value)
  else known?.reject(errorOf(data.error))
}

async function answer(task: Task): Promise<Answers[Task['kind']]> {
  switch (task.kind) {
    case 'mine': {
      const { settings } = task
      if (settings.miner === 'declare' || settings.miner === 'log-skeleton' || settings.miner === 'temporal-profile') {
        const held = await mineHeld(engine, task.ask, settings, never)
        return statements(held)
      }
      const { variants } = await engine.variants(task.ask)
      const log = variantLogOf(variants)
      const mined = mineBaseline(log, settings, { cancel: never, progress: told() })
      return prepared(mined.ok ? ok({ ...mined.value, pools: [], pool: null }) : mined, log.activities)
    }
    case 'read': {
      const { text, name, ask, pool } = task
      const held = readHeld(text, name)
      if (held !== null) return statements(held)
      const { activity } = await engine.activities({ ...ask, filter: [] })
      const read = typeof text === 'string' ? readBaselineText(text, name) : readBaseline(text, name, activity, pool)
      return prepared(read, activity)
    }
    case 'check':
      return checkConformance(engine, task.ask, conformanceQuestion.parse(task.question), never, {
        clock: webPlatform,
        progress: told(),
      })
    case 'statements':
      return checkStatements(engine, task.ask, task.text, task.far, never)
    case 'concentrated':
      return whereConcentrated(engine, task.ask, task.inside, never, { named: task.named })
  }
}

const statements = (held: ReturnType<typeof readHeld> & object): Result<Source> =>
  held.ok ? ok({ kind: 'statements', held: held.value }) : held

function prepared(read: Result<ReadBaseline>, activities: readonly string[]): Result<Source> {
  if (!read.ok) return read
  const { pools, pool, ...model } = read.value
  return ok({ kind: 'flow', model, pools, pool, proposed: proposeLabelMapping(model.labels, activities) })
}

/** Not oftener than a person sees. */
function told(): Progress {
  let last = 0
  return report => {
    if (webPlatform.now() - last < 100) return
    last = webPlatform.now()
    tell({ kind: 'progress', report })
  }
}
