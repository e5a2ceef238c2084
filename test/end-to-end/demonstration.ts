import { writeUiLines } from '../../src/formats/index.ts'
import { uiLog } from '../../src/log/index.ts'

const DAY = 24 * 60
/** Minutes since the begin, as the notation has them. */
const at = (minutes: number, seconds: number) =>
  `@${Math.floor(minutes / DAY)}d${Math.floor((minutes % DAY) / 60)}h${minutes % 60}m${seconds}s`

interface Run {
  readonly who: string
  readonly order: number
  readonly begins: number
  /** The special way: with the box for rush. */
  readonly rush: boolean
}

const PAGE = 'on "https://shop.test/new"'
const enterOrder = ({ who, order, begins, rush }: Run): string =>
  [
    `# "Enter order" ${who}-${order}`,
    `${who} | Excel | copy cell B${order} in Orders of orders.xlsx = ${4700 + order} ${at(begins, 0)}`,
    `${who} | Chrome | paste textbox "Order number" #order ${PAGE} = ${4700 + order} ${at(begins, 3)}`,
    `${who} | Excel | copy cell C${order} in Orders of orders.xlsx = "Customer ${order}" ${at(begins, 6)}`,
    `${who} | Chrome | paste textbox Customer #customer ${PAGE} = "Customer ${order}" ${at(begins, 9)}`,
    ...(rush ? [`${who} | Chrome | check checkbox Rush #rush ${PAGE} ${at(begins, 12)}`] : []),
    `${who} | Chrome | click button Save ${PAGE} ${at(begins, 15)}`,
    '#',
  ].join('\n')

const answerMail = (who: string, begins: number): string =>
  [
    `# "Answer mail" ${who}-${begins}`,
    `${who} | Mail | click listitem Message in Inbox ${at(begins, 0)}`,
    `${who} | Mail | click button Reply in Inbox ${at(begins, 4)}`,
    `${who} | Mail | enter textbox Text in Message = "thank you ${begins}" ${at(begins, 24)}`,
    `${who} | Mail | click button Send in Message ${at(begins, 30)}`,
    '#',
  ].join('\n')

/**
 * Two tasks recorded on purpose: "Enter order", twelve runs of three people on four days, one of each with the box for
 * rush, 15 s each; and "Answer mail", two runs of one of them, 30 s each. 71 events.
 */
export function demonstration(people: readonly string[] = ['ann', 'bob', 'cyd']): Buffer {
  const picture = people
    .map((who, p) => {
      const orders = [0, 1, 2, 3].map(day =>
        enterOrder({ who, order: 2 + p * 4 + day, begins: day * DAY + p * 30, rush: day === p }),
      )
      const mails = p === 0 ? [answerMail(who, 3 * DAY + 5), answerMail(who, 3 * DAY + 8)] : []
      return [`== ${who}.rec`, ...orders, ...mails].join('\n')
    })
    .join('\n')
  return Buffer.concat([...writeUiLines(uiLog(picture))].map(chunk => Buffer.from(chunk)))
}
