import { useMemo } from 'react'
import { isTaskLog } from '../engine/log-ids.ts'
import { usePlace } from './place.ts'

/** Words a sentence as the log that is open calls its cases: those of a routine log are runs. What is put in stays as it is. */
export type Words = (text: TemplateStringsArray | string, ...values: readonly unknown[]) => string

const worded =
  (say: (text: string) => string): Words =>
  (text, ...values) =>
    typeof text === 'string'
      ? say(text)
      : text.reduce((all, part, at) => all + say(part) + (at < values.length ? String(values[at]) : ''), '')

export const ofCases: Words = worded(text => text)
/** Of a routine log (see the glossary). */
export const ofRuns: Words = worded(text =>
  text.replace(/\b([Cc])ase(s?)\b/g, (_, first, many) => `${first === 'C' ? 'R' : 'r'}un${many}`),
)

export const wordsOf = (log: string | null): Words => (isTaskLog(log) ? ofRuns : ofCases)

/** The words for the log of the address. */
export function useWords(): Words {
  const { log } = usePlace()
  return useMemo(() => wordsOf(log), [log])
}
