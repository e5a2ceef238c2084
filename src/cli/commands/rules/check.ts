import { complianceReport, documentHtml } from '../../../actions/index.ts'
import { mustNameRules } from '../../../analyses/rules-check.ts'
import { nodePlatform } from '../../../base/platform.node.ts'
import { DAY, formatInstant } from '../../../base/time.ts'
import {
  type Checked,
  checkRules,
  instantParameter,
  joinTables,
  type RuleSummary,
  readAllowlist,
  readRoles,
  readRules,
  type ShownEvent,
  summarise,
} from '../../../compliance/index.ts'
import { filteredLog } from '../../../log/count/filtered-log.ts'
import { pace } from '../../../log/count/pace.ts'
import { defaultView } from '../../../log/engine.ts'
import type { EventLog } from '../../../log/event-log.ts'
import { fingerprintByNode } from '../../../log/fingerprint.node.ts'
import { PersonGate } from '../../../privacy/person-gate.ts'
import { EXIT, UsageError, VerdictError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { mustBeNew, writeOutput } from '../../output.ts'
import { readLog } from '../../read-log.ts'
import { tellLosses } from '../../tell.ts'
import { version } from '../../version.ts'
import { filterOf } from '../../view.ts'
import { checkText } from './check-text.ts'
import { decidingFile } from './tests.ts'

export interface CheckCommandOptions extends LogOptions {
  readonly allow?: string
  readonly roles?: readonly string[]
  readonly at?: string
  readonly dueWithin: number
  readonly limit?: number
  readonly report?: string
  readonly force?: boolean
}

/** Check a log against a rule file; the exit code says whether rules are broken, or have no answer. */
export async function check(logFile: string, rulesFile: string, options: CheckCommandOptions, io: Io): Promise<void> {
  if (options.classifier !== undefined)
    throw new UsageError('Rules speak of activities: --classifier has no meaning here; use “where (…)” in a rule.')
  if (options.calendar !== undefined)
    throw new UsageError('Calendars of rules stand in the rule file: --calendar has no meaning here.')
  if (options.report !== undefined) await mustBeNew(options.report, options.force)
  const rules = await decidingFile(rulesFile)
  const roles = await Promise.all((options.roles ?? []).map(decidingFile))
  const allow = options.allow === undefined ? null : await decidingFile(options.allow)
  const file = readRules(rules.text, rulesFile)
  const tables = joinTables([file.tables, ...roles.map(({ text, name }) => readRoles(text, name))])
  const listed = allow === null ? [] : readAllowlist(allow.text, allow.name)
  const accepted = [...file.allow, ...listed]
  if (allow !== null) mustNameRules(listed, file, [allow.name, rulesFile])
  const at = options.at === undefined ? undefined : instantParameter(options.at, '--at')
  const filter = await filterOf(options)
  const reading = await readLog(logFile, options, io)
  tellLosses(reading.problems, io)
  const whole = reading.log
  const view = { ...defaultView, level: options.level ?? 'event', caseNotion: options.caseNotion ?? null }
  const log =
    filter.length === 0 && view.caseNotion === null
      ? whole
      : await filteredLog(whole, view, filter, nodePlatform, io.cancel)
  const checked = await checkRules(log, file, {
    ...{ level: view.level, tables, allow: accepted, pace: pace(nodePlatform, io.cancel) },
    ...(at === undefined ? {} : { now: at }),
  })
  const limit = options.limit ?? (options.json || options.report !== undefined ? 1000 : 5)
  const gate = options.showPeople ? null : new PersonGate()
  const summaries = summarise(log, checked, { gate, limit, dueWithin: options.dueWithin * DAY })
  const notes = notesOf(log, checked, file.ends !== null)
  const fingerprint = fingerprintByNode(whole)
  const deciding = [
    { role: 'Rules', ...rules },
    ...roles.map(one => ({ role: 'Roles and limits', ...one })),
    ...(allow ? [{ role: 'Allowlist', ...allow }] : []),
  ]
  if (options.report !== undefined) {
    const provenance = {
      ...{
        version: version(),
        command: commandOf(logFile, rulesFile, options, checked.now),
        at: checked.now,
        notes,
        idle: checked.idle,
      },
      log: {
        name: log.name || reading.stem,
        cases: log.caseCount,
        events: log.eventCount,
        runningCases: checked.runningCases,
        fingerprint,
      },
      files: deciding.map(({ role, name, sha256 }) => ({ role, name, sha256 })),
    }
    await writeOutput(options.report, documentHtml(complianceReport(file.name, summaries, provenance)), io)
  }
  if (options.json) {
    const identity = {
      version: version(),
      log: {
        name: log.name,
        cases: log.caseCount,
        events: log.eventCount,
        runningCases: checked.runningCases,
        fingerprint,
      },
    }
    const files = deciding.map(({ role, name, sha256 }) => ({ role, name, sha256 }))
    await io.write(
      `${JSON.stringify({ ...identity, files, at: iso(checked.now), notes, rules: summaries.map(json), idleAllowances: checked.idle.map(entry => ({ ...entry, until: iso(entry.until) })) }, null, 2)}\n`,
    )
  } else if (options.report !== '-') await io.write(checkText(summaries, notes, options.limit ?? 5))
  verdict(summaries)
}

function verdict(summaries: readonly RuleSummary[]): void {
  const broken = summaries.filter(({ violations }) => violations > 0)
  const open = summaries.filter(({ because }) => because !== null)
  if (broken.length > 0)
    throw new VerdictError(
      EXIT.violations,
      `${broken.length} of ${summaries.length} rules are broken: ${broken.map(({ id }) => id).join(', ')}.`,
    )
  if (open.length > 0)
    throw new VerdictError(
      EXIT.usage,
      `${open.length} of ${summaries.length} rules have no answer: ${open.map(({ id, because }) => `${id} (${because})`).join('; ')}.`,
    )
}

function notesOf(log: EventLog, { now, unknownEnds, idle, runningCases }: Checked, hasEnds: boolean): string[] {
  return [
    hasEnds
      ? `${runningCases} of ${log.caseCount} cases are still running; they are judged as of ${formatInstant(now)}.`
      : 'Every case is taken as ended: the rule file does not say what ends one.',
    ...(unknownEnds.length > 0
      ? [`The log has no activity ${unknownEnds.map(name => `“${name}”`).join(', ')}, which would end a case.`]
      : []),
    ...(idle.length > 0
      ? [`${idle.length} ${idle.length === 1 ? 'entry' : 'entries'} of the allowlist cover no violation.`]
      : []),
  ]
}

const iso = (instant: number | null): string | null => (instant === null ? null : formatInstant(instant) || null)
const event = (shown: ShownEvent | null) => shown && { ...shown, at: iso(shown.at) }

const json = (one: RuleSummary) => ({
  ...one,
  nextDue: iso(one.nextDue),
  first: iso(one.first),
  last: iso(one.last),
  shown: one.shown.map(violation => ({
    ...violation,
    event: event(violation.event),
    because: event(violation.because),
    at: iso(violation.at),
  })),
})

/** The command that gives the same numbers again: with the time of the judgement said. */
function commandOf(log: string, rules: string, options: CheckCommandOptions, now: number): string {
  const words = ['parfocal', 'rules', 'check', log, rules, '--at', formatInstant(now)]
  const given = {
    where: options.where,
    level: options.level,
    mapping: options.mapping,
    key: options.key,
    caseNotion: options.caseNotion,
    objectType: options.objectType,
    allow: options.allow,
    limit: options.limit,
    report: options.report,
  }
  for (const [name, value] of Object.entries(given))
    if (value !== undefined)
      words.push(`--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`, String(value))
  for (const roles of options.roles ?? []) words.push('--roles', roles)
  words.push('--due-within', String(options.dueWithin))
  if (options.showPeople) words.push('--show-people')
  return words.map(word => (/^[\w./:@=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ')
}
