import { mineTasks, uiEventsAnswer } from '../../analyses/index.ts'
import type { Cancel } from '../../base/platform.ts'
import { webPlatform } from '../../base/platform.web.ts'
import { previewUiMapping } from '../../formats/index.ts'
import { uiMappingFrom } from '../../log/ui-mapping.ts'
import type { Request, UiPreview } from './protocol.ts'

type PreviewAsked = Extract<Request, { readonly kind: 'preview-ui' }>

/** What a mapping and masking rules make of the first rows of a table: the events as they would be kept, and what was odd. */
export async function previewRecording(
  { name, rows: table, mapping, rules, key }: PreviewAsked,
  cancel: Cancel,
): Promise<UiPreview> {
  const options = { platform: webPlatform, key, rules, cancel }
  const reading = await previewUiMapping(name, table, uiMappingFrom(mapping), options)
  const mined = await mineTasks(reading, { platform: webPlatform, cancel })
  const { rows: events } = uiEventsAnswer(mined, 0, table.rows.length)
  return { events, problems: reading.problems }
}
