import type { DeclareTemplate } from './declare.ts'

type Names = readonly string[]

/** Whether a trace keeps a constraint, by the words of its definition alone: slow and plain, for tests. */
export function holdsNaively(template: DeclareTemplate, trace: readonly string[], names: Names): boolean {
  const [a, b] = names as [string, string]
  const at = (name: string) => trace.flatMap((activity, i) => (activity === name ? [i] : []))
  const [as, bs] = [at(a), at(b)]
  const isFollowed = (i: number) => bs.some(j => j > i)
  const isPreceded = (j: number) => as.some(i => i < j)
  const response = as.every(isFollowed)
  const precedence = bs.every(isPreceded)
  // a b after this a and before the next a
  const alternateResponse = as.every(i => bs.some(j => j > i && !as.some(k => k > i && k < j)))
  const alternatePrecedence = bs.every(j => as.some(i => i < j && !bs.some(k => k > i && k < j)))
  const chainResponse = as.every(i => trace[i + 1] === b)
  const chainPrecedence = bs.every(j => trace[j - 1] === a)
  const notSuccession = !as.some(isFollowed)
  const notChain = !as.some(i => trace[i + 1] === b)
  const notBoth = as.length === 0 || bs.length === 0
  const verdicts: Readonly<Record<DeclareTemplate, boolean>> = {
    Existence: as.length >= 1,
    Existence2: as.length >= 2,
    Existence3: as.length >= 3,
    Absence: as.length === 0,
    Absence2: as.length < 2,
    Absence3: as.length < 3,
    Exactly1: as.length === 1,
    Exactly2: as.length === 2,
    Init: trace[0] === a,
    End: trace.at(-1) === a,
    Choice: as.length > 0 || bs.length > 0,
    'Exclusive Choice': as.length > 0 !== bs.length > 0,
    'Responded Existence': as.length === 0 || bs.length > 0,
    'Co-Existence': as.length > 0 === bs.length > 0,
    Response: response,
    Precedence: precedence,
    Succession: response && precedence,
    'Alternate Response': alternateResponse,
    'Alternate Precedence': alternatePrecedence,
    'Alternate Succession': alternateResponse && alternatePrecedence,
    'Chain Response': chainResponse,
    'Chain Precedence': chainPrecedence,
    'Chain Succession': chainResponse && chainPrecedence,
    'Not Co-Existence': notBoth,
    'Not Responded Existence': notBoth,
    'Not Response': notSuccession,
    'Not Precedence': notSuccession,
    'Not Succession': notSuccession,
    'Not Chain Response': notChain,
    'Not Chain Precedence': notChain,
    'Not Chain Succession': notChain,
  }
  return verdicts[template]
}

/** Whether a constraint matters in a trace: what it speaks of happens. */
export function isActivatedNaively(template: DeclareTemplate, trace: readonly string[], names: Names): boolean {
  if (/^(Existence|Absence|Exactly|Init|End|Choice|Exclusive)/.test(template)) return true
  const [hasA, hasB] = names.map(name => trace.includes(name)) as [boolean, boolean]
  if (/Succession|Co-Existence/.test(template)) return hasA || hasB
  return /Precedence/.test(template) ? hasB : hasA
}
