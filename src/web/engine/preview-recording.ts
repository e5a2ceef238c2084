import { mineTasks, uiEventsAnswer } from '../../analyses/index.ts'
import type { Cancel } from '../../base/platform.ts'
import { webPlatform } from '../../base/platform.web.ts'
import { previewUiMapping, type UiProposal } from '../../formats/index.ts'
import { uiMappingFrom } from '../../log/ui-mapping.ts'
import type { UiPreview } from './protocol.ts'

/** What a mapping makes of the first rows of a table: the events as they would be kept, and what was odd. */
export async function previewRecording(
  name: string,
  rows: UiProposal['preview'],
  mapping: unknown,
  key: Uint8Array,
  cancel: Cancel,
): Promise<UiPreview> {
  const reading = await previewUiMapping(name, rows, uiMappingFrom(mapping), { platform: webPlatform, key, cancel })
  const mined = await mineTasks(reading, { platform: webPlatform, cancel })
  const { rows: events } = uiEventsAnswer(mined, 0, rows.rows.length)
  return { events, problems: reading.problems }
}
