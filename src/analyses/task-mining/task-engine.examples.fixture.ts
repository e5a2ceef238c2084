import { nodePlatform } from '../../base/platform.node.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { uiLog } from '../../log/ui-notation.ts'
import { EditableTasks } from './editable-tasks.ts'

const form = (user: string, i: number, time: string) => `# "Enter order" ${i}
${user} | Excel | copy cell A${i + 2} in Orders of book.xlsx = ${4711 + i} ${time}
${user} | Chrome | paste textbox "Order no." #order on "https://shop.test/new" = ${4711 + i}
${user} | Chrome | enter textbox Remark #remark on "https://shop.test/new" = "${['seen', 'all fine', 'call back'][i % 3]}"
${user} | Chrome | click button Submit on "https://shop.test/new"
#`
/** Twelve orders on four days, recorded on purpose by one person, and what another did beside that. */
const demonstrated = [
  ...[0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 3, 3].map((day, i) => form('ann', i, `@${day}d${i}m`)),
  '== private',
  'bob | Mail | click button "Send" @9d',
  'bob | Mail | enter textbox "To" #to = "cyd" @9d1m',
  'bob | Mail | click button "Send" @9d2m',
].join('\n')
/** No times at all, and two people. */
const untimed = [form('ann', 0, '@?'), form('bob', 1, '@?')]
  .join('\n')
  .split('\n')
  .map(line => (line.includes('|') && !line.endsWith('@?') ? `${line} @?` : line))
  .join('\n')

/** UI logs over which every task engine is asked. */
export const taskLogs: Readonly<Record<string, UiLog>> = {
  demonstrated: uiLog(demonstrated),
  untimed: uiLog(untimed),
  empty: uiLog(''),
}
export const opened = (log: UiLog) => EditableTasks.open({ log, problems: [] }, { platform: nodePlatform })
