import { expect, test } from 'vitest'
import { makeTraining } from './training-of.ts'

test.each([null, 'automation'] as const)('the purpose %s is refused before the log is looked at', async purpose => {
  for (const log of ['here-ui-gone', 'ui-gone'])
    expect(await makeTraining(log, { purpose, licence: null, routine: null })).toEqual({
      ok: false,
      because: expect.stringMatching(/^No training data: .*needs the purpose agent-training/),
    })
})
