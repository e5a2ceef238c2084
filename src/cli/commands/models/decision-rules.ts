import { decisionFacts, decisionsReport, type ReportedDecision } from '../../../analyses/models/decisions-report.ts'
import { withoutEvents } from '../../../analyses/models/timed-cases.ts'
import { variantLogOf } from '../../../log/variant-log.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { mustNameRoutine } from '../../routine-log.ts'
import { onOneLine } from '../../text-table.ts'
import { openWorkspace } from '../../workspace.ts'
import { answerFile, tellAnswer } from './answer-file.ts'
import { valueOrRefusal } from './log-and-net.ts'
import { givenNet, type NetSourceOptions, netFor } from './net-source.ts'

export interface DecisionRulesOptions extends LogOptions, NetSourceOptions {
  readonly attributes?: readonly string[]
  readonly out?: string
  readonly force?: boolean
}

/** Which attributes tell which branch of a net is taken. */
export async function discoverDecisionRules(file: string, options: DecisionRulesOptions, io: Io): Promise<void> {
  await answerFile(options)
  mustNameRoutine(file, options)
  const given = await givenNet(options, io)
  const { engine, ask } = await openWorkspace(file, options, io)
  const { variants } = await engine.variants(ask, io.cancel)
  const { net, ignored } = await netFor(variantLogOf(variants), given, options, io)
  const facts = await decisionFacts(engine, ask, options.attributes ?? [], io.cancel)
  const cases = withoutEvents(facts.cases, ignored)
  const report = valueOrRefusal(io.busy(() => decisionsReport(net, { ...facts, cases })))
  for (const { attribute, because } of report.withheld) io.note(`Note: "${attribute}" is left out. ${because}`)
  const { replayedCases } = report
  if (replayedCases < report.cases)
    io.note(`Note: ${replayedCases} of ${report.cases} cases say what was chosen: those that the model can replay.`)
  await tellAnswer(report, () => reportText(report.points), options, io)
}

const percent = (share: number) => `${Math.round(1000 * share) / 10} %`

function reportText(points: readonly ReportedDecision[]): string {
  const explained = points.filter(({ isExplained }) => isExplained)
  const names = ({ branches }: ReportedDecision) => branches.map(({ activity }) => onOneLine(activity)).join(' or ')
  const parts = explained.map(
    point =>
      `${names(point)} (place ${onOneLine(point.place)}, ${point.decisions} decisions): ${percent(point.accuracy)} foretold, ${percent(point.baseline)} by the most frequent.\n${point.rules
        .map(({ tests, activity, hits, rows }) => {
          const when = tests.length === 0 ? 'always' : tests.map(onOneLine).join(' and ')
          return `  ${when} → ${onOneLine(activity)} (${hits} of ${rows})`
        })
        .join('\n')}`,
  )
  const rest = points.filter(({ isExplained }) => !isExplained)
  const unexplained = rest.map(
    point => `  ${names(point)} (place ${onOneLine(point.place)}, ${point.decisions} decisions)`,
  )
  if (points.length === 0) return 'The model leaves no choice in these cases.\n'
  return [
    ...parts,
    ...(rest.length > 0 ? [`No attribute tells which way is taken at:\n${unexplained.join('\n')}`] : []),
  ]
    .join('\n\n')
    .concat('\n')
}
