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
  return lines(picture)
}

export const lines = (picture: string, options = {}): Buffer =>
  Buffer.concat([...writeUiLines(uiLog(picture, options))].map(chunk => Buffer.from(chunk)))

/** Six runs of each of three people, 72 events, that nobody recorded on purpose: a routine of few. */
export const unreleased = (): Buffer =>
  lines(['ann', 'bob', 'cyd'].flatMap((who, p) => [`== ${who}`, ...sixRuns(who, p * 8)]).join('\n'))

const sixRuns = (who: string, first: number): readonly string[] =>
  Array.from({ length: 6 }, (_, i) => {
    const n = first + i
    return [
      `${who} | Excel | copy cell B${n + 2} in Orders of orders.xlsx = ${4700 + n} ${at(n * 60, 0)}`,
      `${who} | Chrome | paste textbox "Order number" #order ${PAGE} = ${4700 + n} ${at(n * 60, 3)}`,
      `${who} | Chrome | enter textbox Remark #remark ${PAGE} = "fine ${n}" ${at(n * 60, 9)}`,
      `${who} | Chrome | click button Save ${PAGE} ${at(n * 60, 15)}`,
    ].join('\n')
  })
