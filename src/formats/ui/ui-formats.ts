import { actionLogger } from './action-logger.ts'
import { activityWatch } from './activity-watch.ts'
import { agentNet } from './agent-net.ts'
import { chromeRecorder } from './chrome-recorder.ts'
import { ownLines } from './own/lines.ts'
import { playwrightCodegen } from './playwright-codegen.ts'
import { rrweb } from './rrweb.ts'
import { smartRpa } from './smart-rpa.ts'
import { stepsRecorder } from './steps-recorder.ts'
import type { UiFormat } from './ui-format.ts'
import { uiTable } from './ui-table.ts'
import { uiXes } from './ui-xes.ts'
import { workflowUse } from './workflow-use.ts'

/** Every format of UI logs that can be read. Adding one: a file, its test, a sample, a line here, a page. */
export const uiFormats: readonly UiFormat[] = [
  ownLines,
  actionLogger,
  smartRpa,
  uiXes,
  chromeRecorder,
  rrweb,
  playwrightCodegen,
  workflowUse,
  stepsRecorder,
  agentNet,
  activityWatch,
  uiTable,
]
