import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { version } from '../../../../package.json'
import { complianceReport } from '../../../actions/compliance-report.ts'
import { documentHtml } from '../../../actions/document/html.ts'
import { notesOf } from '../../../analyses/rules.ts'
import type { RulesAnswer } from '../../../analyses/rules-check.ts'
import { formatInstant } from '../../../base/time.ts'
import { encodeUtf8 } from '../../../base/utf8.ts'
import type { Ask } from '../../../log/engine.ts'
import { LISTED } from './use-rules.ts'

/** The evidence of a check as one HTML page without scripts, with what it was made of and how to make it again. */
export function reportHtml(
  answer: RulesAnswer,
  from: {
    readonly ask: Ask
    readonly logName: string
    readonly text: string
    readonly fingerprint: string
    readonly dueWithin: number
  },
): string {
  const { ask, logName, text, fingerprint, dueWithin } = from
  const { cases, events, runningCases, at, idle } = answer
  return documentHtml(
    complianceReport(answer.name, answer.rules, {
      version,
      command: commandOf(ask, logName, at, dueWithin),
      log: { name: logName, cases, events, runningCases, fingerprint },
      files: [{ role: 'Rules', name: RULES_FILE, sha256: bytesToHex(sha256(encodeUtf8(text))) }],
      at,
      notes: notesOf(answer),
      idle,
    }),
  )
}

export const RULES_FILE = 'rules.yaml'

/** The same check by the command line, with the log and the document as files. */
function commandOf({ view, filter }: Ask, logName: string, at: number, dueWithin: number): string {
  const words = ['parfocal', 'rules', 'check', logName, RULES_FILE, '--at', formatInstant(at)]
  const used = filter.filter(({ off }) => off !== true)
  if (used.length > 0) words.push('--where', JSON.stringify(used))
  if (view.level !== 'event') words.push('--level', view.level)
  if (view.caseNotion !== null) words.push('--case-notion', view.caseNotion)
  words.push('--limit', String(LISTED), '--due-within', String(dueWithin))
  return words.map(word => (/^[\w./:@=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ')
}
