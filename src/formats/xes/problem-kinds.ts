import { decodeUtf8 } from '../../base/utf8.ts'
import type { Problem, Problems } from '../../log/problems.ts'
import type { Scanner } from './scanner.ts'

/** Everything that reading XES can report, besides what sorting reports. Severity and the sentence for people. */
export const problemKinds = {
  'missing-zone': ['warning', 'Dates name no time zone and were read as UTC.'],
  'below-millisecond': [
    'info',
    'Dates are finer than a millisecond: events are ordered by the full time, the log keeps ms.',
  ],
  'unreadable-date': ['loss', 'Dates could not be read and were left out.'],
  'date-as-text': ['info', 'Times of events stand in attributes that are not of type date and were read as dates.'],
  'unreadable-number': ['loss', 'Numbers could not be read and were left out.'],
  'not-finite': ['loss', 'Numbers are NaN or infinite and were left out.'],
  'int-with-fraction': ['warning', 'Values of type int are not whole; they were read as decimal numbers.'],
  'imprecise-integer': ['loss', 'Whole numbers beyond ±2^53 were rounded to the nearest number that can be held.'],
  'unreadable-boolean': ['loss', 'Values of type boolean are neither true nor false and were left out.'],
  'not-a-uuid': ['info', 'Values of type id are no UUIDs; they were kept as they are.'],
  'missing-activity': ['warning', 'Events have no concept:name; their activity is missing.'],
  'missing-case-id': ['warning', 'Traces have no concept:name; they were given ids by their position.'],
  'duplicate-case-id': [
    'warning',
    'Several traces have the same id; each stays a case of its own and got a number behind its id.',
  ],
  'duplicate-key': ['loss', 'An event or trace has the same attribute twice; the last value was kept.'],
  'event-without-trace': ['warning', 'Events stand outside any trace; they were put into one case of their own.'],
  'unknown-element': ['loss', 'Elements are not part of XES and were left out with all that they contain.'],
  'misplaced-element': [
    'loss',
    'Elements stand where XES does not allow them and were left out with all that they contain.',
  ],
  'unknown-xml-attribute': ['info', 'Elements carry XML attributes that XES does not know; they were left out.'],
  'attribute-without-key': ['loss', 'Attributes have no key and were left out.'],
  'attribute-without-value': ['warning', 'Attributes have no value and were read as missing.'],
  'stray-text': ['loss', 'Text stands between the elements and was left out.'],
  'document-type': ['info', 'The file has a DOCTYPE; nothing in it was used or loaded.'],
  'unknown-entity': [
    'warning',
    'References other than the five of XML and character numbers were kept as they are written.',
  ],
  'forbidden-character': ['warning', 'Values hold control characters that XML forbids; they were kept.'],
  'malformed-encoding': [
    'warning',
    'Bytes do not fit the encoding of the file; each was read as Windows-1252 where possible.',
  ],
  'incomplete-extension': ['warning', 'Extensions lack a name, prefix or URI.'],
  'incomplete-classifier': ['loss', 'Classifiers lack a name or keys and were left out.'],
  'duplicate-classifier': ['info', 'A classifier is declared more than once; one was kept.'],
  'trace-classifier': ['loss', 'Classifiers of traces are not used and were left out.'],
  'classifier-unknown-key': ['warning', 'Classifiers name attributes that no event has.'],
  'unknown-scope': ['loss', 'The scope of a global or classifier is neither "trace" nor "event"; it was left out.'],
  'nested-global': ['loss', 'Global attributes have attributes of their own, which were left out.'],
} as const satisfies Readonly<Record<string, readonly [Problem['severity'], string]>>

export type ProblemKind = keyof typeof problemKinds

/** Adds problems with the line where they were met; cheap once enough places of a kind have been shown. */
export class Reporter {
  private readonly problems: Problems
  private readonly scanner: Scanner

  constructor(problems: Problems, scanner: Scanner) {
    this.problems = problems
    this.scanner = scanner
  }

  report(kind: ProblemKind, key?: string, value?: string): void {
    if (this.problems.more(kind)) return
    const [severity, message] = problemKinds[kind]
    const place = {
      line: this.scanner.lineOf(this.scanner.place),
      ...(key === undefined ? {} : { column: key }),
      ...(value === undefined ? {} : { value }),
    }
    this.problems.add(kind, message, place, severity)
  }

  /** The same with a value that lies in bytes and is decoded only if it is shown. */
  reportBytes(kind: ProblemKind, key: string, source: Uint8Array, from: number, to: number): void {
    if (this.problems.more(kind)) return
    this.report(kind, key, decodeUtf8(source, from, Math.min(to, from + 200)))
  }

  /** A problem of the whole file. */
  reportFile(kind: ProblemKind, count = 1, value?: string): void {
    const [severity, message] = problemKinds[kind]
    this.problems.add(kind, message, value === undefined ? {} : { value }, severity, count)
  }
}
