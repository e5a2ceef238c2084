import { actionLogger } from './action-logger.ts'
import { smartRpa } from './smart-rpa.ts'
import type { UiFormat } from './ui-format.ts'
import { uiXes } from './ui-xes.ts'

/** Every format of UI logs that can be read. Adding one: a file, its test, a sample, a line here, a page. */
export const uiFormats: readonly UiFormat[] = [actionLogger, smartRpa, uiXes]
