import { type BoxedPart, halfInBrowser } from '../../privacy/holder-half.web.ts'
import { request } from './remote.ts'

/** A reveal of the names of one case, as our server tells of it; instants are epoch ms. */
export interface Reveal {
  readonly id: string
  readonly log: string
  readonly case: string
  readonly rule: string
  readonly reason: string
  readonly state: 'asked' | 'approved' | 'refused' | 'expired'
  readonly askedBy: string
  readonly decidedBy: string | null
  readonly asked: number
  /** Until when it can be approved, or its names be seen. */
  readonly until: number | null
}
export interface RevealedNames {
  readonly case: string
  readonly caseName: string | null
  readonly steps: readonly {
    readonly activity: string
    readonly complete: number | null
    readonly people: { readonly [key: string]: string }
  }[]
  readonly people: { readonly [key: string]: string }
}

const post = <T>(path: string, body: object = {}) => request<T>(path, { method: 'POST', body: JSON.stringify(body) })
const pathOf = (id: string, what: string) => `api/reveals/${encodeURIComponent(id)}/${what}`

export const revealsOf = async (log: string, signal: AbortSignal): Promise<readonly Reveal[]> =>
  (await request<readonly Reveal[]>('api/reveals', { signal })).filter(one => one.log === log)

/** The halves for one case by the id of the seal, made here: the key stays in this page. */
async function halvesFor(log: string, caseId: string, key: string): Promise<Record<string, string>> {
  const parts = await post<readonly BoxedPart[]>('api/reveals/part', { log, case: caseId })
  const halves: Record<string, string> = {}
  for (const part of parts) halves[part.seal] = await halfInBrowser(part, key, caseId)
  return halves
}

export interface AskedReveal {
  readonly log: string
  readonly case: string
  readonly rule: string
  readonly reason: string
}
export const askReveal = async (about: AskedReveal, key: string): Promise<Reveal> =>
  post('api/reveals', { ...about, halves: await halvesFor(about.log, about.case, key) })
export const approveReveal = async (reveal: Reveal, key: string): Promise<Reveal> =>
  post(pathOf(reveal.id, 'approve'), { halves: await halvesFor(reveal.log, reveal.case, key) })
/** Refuses it, or withdraws one's own. */
export const refuseReveal = (id: string): Promise<Reveal> => post(pathOf(id, 'refuse'))
/** Each look is written down by the server before it answers. */
export const revealedNames = (id: string): Promise<RevealedNames> => post(pathOf(id, 'names'))
