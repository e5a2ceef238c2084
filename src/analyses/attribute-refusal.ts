import { RequestError } from '../base/errors.ts'
import type { Cancel } from '../base/platform.ts'
import type { Ask, AttributeDescription, Engine } from '../log/engine.ts'

/** Why the engine will not give an attribute; null: it will. */
export async function attributeRefusal(
  engine: Engine,
  ask: Ask,
  { scope, key }: AttributeDescription,
  cancel: Cancel,
): Promise<string | null> {
  try {
    const page = { ...ask, limit: 1, attributes: [key] }
    await (scope === 'event' ? engine.traces(page, cancel) : engine.cases(page, cancel))
    return null
  } catch (error) {
    if (error instanceof RequestError && (error.code === 'refused' || error.code === 'bad-request'))
      return error.message
    throw error
  }
}
