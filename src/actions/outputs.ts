import { bpmn } from './bpmn.ts'
import { chromeRecorder } from './chrome-recorder.ts'
import { processDocumentOutput } from './document/process-document-output.ts'
import { n8n } from './n8n.ts'
import type { OutputKind } from './output.ts'
import { playwright } from './playwright/bot.ts'
import { powerAutomate } from './power-automate/power-automate.ts'
import { robot } from './robot/robot.ts'
import { uipath } from './uipath/uipath.ts'

/** Everything that a procedure can become. */
export const outputs: readonly OutputKind[] = [
  playwright,
  robot,
  uipath,
  powerAutomate,
  chromeRecorder,
  n8n,
  bpmn,
  processDocumentOutput,
]
