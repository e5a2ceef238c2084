import { expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { openUiLog } from './open-ui-log.ts'
import { planted, plantedFiles, plantedName } from './planted.fixture.ts'
import { writableUiFormats } from './writable-ui-formats.ts'

const decoder = new TextDecoder()

/** Where a secret stands, with what is around it. */
function leaksIn(text: string): string[] {
  const found: string[] = []
  for (const secret of planted) {
    let at = text.toLowerCase().indexOf(secret.toLowerCase())
    const seen = new Set<string>()
    for (; at >= 0; at = text.toLowerCase().indexOf(secret.toLowerCase(), at + 1)) {
      const around = text.slice(Math.max(0, at - 60), at + secret.length + 20)
      if (!seen.has(around) && seen.size < 12) found.push(`${secret}: …${around.replace(/\n/g, '⏎')}…`)
      seen.add(around)
    }
  }
  return found
}

for (const [id, make] of Object.entries(plantedFiles))
  test(`nothing planted in a recording of ${id} stands in what is made of it`, async () => {
    const source = bytesSource(plantedName, new TextEncoder().encode(make()))
    const { log, problems, format } = await openUiLog(source, {
      platform: nodePlatform,
      key: new Uint8Array(32).fill(7),
    })
    expect(format).toBe(id)
    expect(log.eventCount).toBeGreaterThan(0)
    let text = JSON.stringify(
      problems.map(problem => ({ ...problem, places: problem.places.map(({ file: _, ...place }) => place) })),
    )
    for (const { write } of writableUiFormats.filter(({ id }) => id !== 'ui-zip'))
      for await (const chunk of write(log, nodePlatform)) text += decoder.decode(chunk)
    expect(leaksIn(text)).toEqual([])
  })
