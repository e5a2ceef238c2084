import { z } from 'zod'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import { HttpError } from '../errors.ts'
import * as schemas from '../schemas.ts'
import { readyUiLog } from '../task-library.ts'
import { savedEditsFrom } from '../ui-edits.ts'

/** Mining of UI logs that nobody need wait for. */
export function uiMiningRoutes(app: App, { folder, tasks, miningJobs, jobs }: ServerContext): void {
  const answer = z.object({ job: schemas.job })
  app.post(
    '/api/ui-logs/:id/mine',
    {
      config: { asks: true },
      schema: {
        tags: ['ui-logs'],
        summary:
          'Mine a UI log for whoever asks next: the job that does, which `DELETE /api/jobs/:id` cancels; where one is under way it is that',
        params: schemas.idParams,
        body: z
          .strictObject({ wait: z.boolean().optional().describe('answer when it has ended, with 200 or the error') })
          .nullish(),
        response: { 200: answer, 202: answer },
      },
    },
    async ({ params: { id }, body }, reply) => {
      await readyUiLog(folder, id)
      const saved = savedEditsFrom(await folder.store.uiLogs.edits(id))
      const job = await miningJobs.start(id, signal => tasks.mine({ uiLog: id, saved }, signal))
      if (body?.wait !== true) return reply.code(202).send({ job })
      const failure = await jobs.ended(job.id)
      if (failure !== null) throw failure
      const ended = await jobs.get(job.id)
      // Of one that is forgotten already a later one has ended since.
      if (ended !== null && ended.status !== 'done')
        throw new HttpError(409, 'cancelled', 'The mining of this UI log was cancelled.')
      return { job: ended ?? job }
    },
  )
}
