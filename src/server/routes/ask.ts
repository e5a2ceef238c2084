import { z } from 'zod'
import { RequestError } from '../../base/errors.ts'
import { questions } from '../../log/engine.ts'
import { answerSchemas } from '../answer-schemas.ts'
import type { App } from '../app.ts'
import { askSchemas, askSummaries } from '../ask-schemas.ts'
import type { ServerContext } from '../context.ts'
import { cancelledWith } from './cancelled-with.ts'
import { sendWritten } from './shapes.ts'

/** The questions of the engine, one route each: what the remote engine of the web app and of other programs asks. */
export function askRoutes(app: App, { gate, closing }: ServerContext): void {
  for (const question of questions)
    app.post(
      `/api/ask/${question}`,
      {
        config: { asks: true },
        schema: {
          tags: ['ask'],
          summary: askSummaries[question],
          body: askSchemas[question] as z.ZodObject,
          response: { 200: answerSchemas[question] as z.ZodType },
        },
      },
      async ({ body, principal }, reply) => {
        const { cancel, stop } = cancelledWith(reply, closing)
        try {
          return sendWritten(reply, await gate.askFor(principal)(question, body, cancel))
        } finally {
          stop()
        }
      },
    )
  app.post(
    '/api/ask/:question',
    { schema: { hide: true, params: z.object({ question: z.string() }) } },
    async request => {
      const { question } = request.params
      throw new RequestError(
        `There is no question "${question.slice(0, 80)}". There are: ${questions.join(', ')}.`,
        'not-found',
      )
    },
  )
}
