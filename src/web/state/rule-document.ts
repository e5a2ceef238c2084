import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isHere } from '../engine/log-ids.ts'
import { EngineError } from '../engine/protocol.ts'
import { type KeptRules, keepRules, keptRules } from '../engine/rules.ts'
import { useReadOnly } from '../engine/use-server.ts'
import { type RememberedStore, remembered, useStore } from './store.ts'

/** What is written in this browser and not saved on the server: `revision` is the one it was begun from. */
interface Draft {
  readonly text: string
  readonly revision: number
}

const drafts = new Map<string, RememberedStore<Draft | null>>()
const readDraft = (value: unknown): Draft | null | undefined => {
  const { text, revision } = (value ?? {}) as Record<string, unknown>
  if (typeof text !== 'string') return null
  return { text, revision: typeof revision === 'number' && Number.isInteger(revision) && revision >= 0 ? revision : 0 }
}
function draftOf(log: string): RememberedStore<Draft | null> {
  let found = drafts.get(log)
  if (!found) drafts.set(log, (found = remembered<Draft | null>(`rules.${log}`, null, readDraft, true)))
  return found
}

/** A document that another one took the place of, or that was emptied; null: none. */
const replaced = new Map<string, RememberedStore<string | null>>()
function replacedOf(log: string): RememberedStore<string | null> {
  let found = replaced.get(log)
  if (!found)
    replaced.set(
      log,
      (found = remembered<string | null>(
        `rules-before.${log}`,
        null,
        value => (typeof value === 'string' ? value : null),
        true,
      )),
    )
  return found
}

export interface RuleDocument {
  /** null: there is none yet. */
  readonly text: string | null
  /** here: this browser keeps it; saved, unsaved: on the server; conflict: somebody else saved meanwhile. */
  readonly state: 'here' | 'saved' | 'unsaved' | 'conflict'
  readonly loading: boolean
  readonly error: Error | null
  readonly retry: () => void
  /** null forgets the draft: what the server keeps stands again. */
  readonly set: (text: string | null) => void
  /** The document that another one took the place of; null: none, or it was let go. */
  readonly before: string | null
  /** Puts another document in the place of this one, which can be taken back. */
  readonly replace: (text: string) => void
  /** Remembers the document that is there, before it is emptied. */
  readonly remember: () => void
  readonly takeBack: () => void
  readonly letGo: () => void
  /** Whether the server keeps that one. */
  readonly isBeforeOnServer: boolean
  /** Whether this browser keeps what is not saved, so that nothing is lost with the page. */
  readonly isKept: boolean
  /** Why this person may not save on the server; null where they may. */
  readonly readOnly: string | null
  /** Saves the draft on the server; `over`: in place of what somebody else saved. */
  readonly save: (over?: boolean) => Promise<void>
}

/** The rule document of a log: in this browser where the log lives here, else on the server with what is not saved yet here. */
export function useRuleDocument(log: string): RuleDocument {
  const draftStore = draftOf(log)
  const draft = useStore(draftStore)
  const queries = useQueryClient()
  const key = useMemo(() => ['rule-document', log] as const, [log])
  const onServer = !isHere(log)
  const readOnly = useReadOnly(log)
  const kept = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => keptRules(log, signal),
    enabled: onServer,
    staleTime: 0,
  })
  const revision = kept.data?.revision ?? 0
  const beforeStore = replacedOf(log)
  const before = useStore(beforeStore)
  const text = (draft?.text ?? kept.data?.document) || null
  const set = (text: string | null) => {
    const now = draftStore.get()
    if (
      text === null ||
      (!onServer && text === '') ||
      (onServer && text === (kept.data?.document ?? '') && (now?.revision ?? revision) === revision)
    )
      return draftStore.set(null)
    draftStore.set({ text, revision: now?.revision ?? revision })
  }
  const remember = () => {
    const now = draftStore.get()?.text ?? kept.data?.document ?? ''
    if (now.trim() !== '') beforeStore.set(now)
  }
  return {
    set,
    before,
    readOnly,
    isBeforeOnServer: before !== null && before === kept.data?.document,
    remember,
    replace(next) {
      if (next !== text) remember()
      set(next)
    },
    takeBack() {
      if (before === null) return
      beforeStore.set(null)
      remember()
      set(before)
    },
    letGo: () => beforeStore.set(null),
    isKept: (draft === null || draftStore.isKept()) && (before === null || beforeStore.isKept()),
    text,
    state: !onServer ? 'here' : draft === null ? 'saved' : draft.revision === revision ? 'unsaved' : 'conflict',
    loading: onServer && kept.isPending,
    error: onServer && draft === null ? kept.error : null,
    retry: () => void kept.refetch(),
    async save(over = false) {
      const now = draftStore.get()
      if (now === null) return
      const base = over ? ((await kept.refetch()).data?.revision ?? now.revision) : now.revision
      try {
        const saved = await keepRules(log, { revision: base, document: now.text })
        queries.setQueryData<KeptRules>(key, saved)
        // what was written while it was being sent stays a draft, on what was saved
        const later = draftStore.get()
        draftStore.set(
          later === null || later.text === now.text ? null : { text: later.text, revision: saved.revision },
        )
      } catch (error) {
        if (error instanceof EngineError && error.code === 'conflict') await kept.refetch()
        throw error
      }
    },
  }
}
