import { z } from 'zod'
import { allowedPurpose, purposes, type TrainingData } from '../../actions/index.ts'
import { NO_ROUTINE } from '../../analyses/index.ts'
import { RequestError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import type { Result } from '../../base/result.ts'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../schemas.ts'
import { readyUiLog } from '../task-library.ts'
import type { TrainingAsked } from '../task-worker.ts'
import { routineId, savedEditsFrom } from '../ui-edits.ts'
import { cancelledWith } from './cancelled-with.ts'
import { sendOutput, sentAs } from './send-output.ts'
import { noRoutine } from './ui-tasks.ts'

const refusal = (because: string) => new RequestError(`No training data: ${because}.`, 'refused')

/** Training data of the routines of a UI log: for others, so that even an owner gets no more than they may have. */
export function uiTrainingRoutes(app: App, { tasks, gate, folder, closing }: ServerContext): void {
  const { store } = folder
  app.get(
    '/api/ui-logs/:id/training-data',
    {
      schema: {
        tags: ['ui-logs'],
        summary:
          'Routines as trajectories for agents, with a data card: a zip, or { files, toDo } as json. 403 with the reason where the purpose or the number of people does not allow it',
        params: schemas.idParams,
        querystring: z.strictObject({
          purpose: z.enum(purposes).optional().describe('what the people who were recorded were told; absent: refused'),
          licence: schemas.name.optional().describe('what others may do with it; absent: nothing'),
          routine: routineId.optional().describe('absent: all'),
          as: sentAs,
        }),
      },
    },
    async ({ params: { id }, query, principal }, reply) => {
      const { name } = await readyUiLog(folder, id)
      const { purpose = null, licence = null, routine = null } = query
      const allows = allowedPurpose(purpose)
      if (!allows.ok) throw refusal(allows.because)
      const asked: TrainingAsked = { purpose, licence, routine, title: `Trajectories of routines: ${name}` }
      const { signal, stop } = cancelledWith(reply, closing)
      try {
        const saved = savedEditsFrom(await store.uiLogs.edits(id))
        const rule = gate.peopleRule(principal)
        const text = await tasks.askTrainingData({ uiLog: id, params: asked as unknown as Json, rule, saved }, signal)
        const made = JSON.parse(text) as Result<TrainingData> | typeof NO_ROUTINE
        if (made === NO_ROUTINE) throw noRoutine()
        if (!made.ok) throw refusal(made.because)
        const detail = { output: 'training-data', purpose, licence, routine }
        await store.audit.add({ principal: principal.id, action: 'ui-log.output', subject: id, detail })
        reply.header('x-parfocal-to-do', made.value.toDo.length)
        return sendOutput(reply, made.value, `${name}-training-data`, query.as)
      } finally {
        stop()
      }
    },
  )
}
