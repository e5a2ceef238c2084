import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type BaselineDocument, baselineDocumentFrom } from '../../analyses/models/baseline-document.ts'
import { notify, sentenceOf } from '../state/notices.ts'
import { baselinesHere, forgetBaselineHere, keepBaselineHere } from './baselines-here.ts'
import { isHere } from './log-ids.ts'
import { request } from './remote.ts'

/** A model that a log is held against, with its label mapping and what is allowed, as it is remembered for that log. */
export interface KeptBaseline {
  readonly id: string
  readonly document: BaselineDocument
}
/** What is remembered for the model that is mined anew each time: what is allowed. */
export const MINED = 'mined'
/** The one that a server keeps with its log, for all who use it. */
export const SHARED = 'server'
export const minedDocument: BaselineDocument = {
  parfocal: 'baseline',
  version: 1,
  name: 'Mined from these cases',
  model: '',
  noise: 0.2,
  labels: null,
  allow: [],
}

const addressOf = (log: string) => `api/logs/${encodeURIComponent(log)}/baseline`
interface Shared {
  readonly revision: number
  readonly baseline: unknown
}
/** Revision of the shared baseline of each log as this page knows it, and what is being saved: one after the other. */
const revisions = new Map<string, number>()
const saving = new Map<string, Promise<void>>()

async function sharedOf(log: string): Promise<readonly { id: string; document: unknown }[]> {
  if (isHere(log)) return []
  const { revision, baseline } = await request<Shared>(addressOf(log))
  revisions.set(log, revision)
  return baseline === null ? [] : [{ id: SHARED, document: baseline }]
}

function saveShared(log: string, baseline: BaselineDocument | null): Promise<void> {
  const save = async () => {
    const body = JSON.stringify({ revision: revisions.get(log) ?? 0, baseline })
    const { revision } = await request<Shared>(addressOf(log), { method: 'PUT', body })
    revisions.set(log, revision)
  }
  const work = (saving.get(log) ?? Promise.resolve()).then(save, save)
  saving.set(log, work)
  return work
}

async function baselinesOf(log: string): Promise<readonly KeptBaseline[]> {
  const all = [...(await sharedOf(log)), ...(await baselinesHere(log))]
  return all.flatMap(({ id, document }) => {
    try {
      return [{ id, document: baselineDocumentFrom(document) }]
    } catch {
      return []
    }
  })
}

/** The baselines of a log, and the ways to change them: what changes is seen at once, and kept. */
export function useBaselines(log: string) {
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['baselines', log],
    queryFn: () => baselinesOf(log),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const change = useCallback(
    async (id: string, document: BaselineDocument | null) => {
      const queryKey = ['baselines', log]
      queries.setQueryData<readonly KeptBaseline[]>(queryKey, (before = []) => {
        const others = before.filter(one => one.id !== id)
        return document ? [...others, { id, document }] : others
      })
      if (id === SHARED)
        return saveShared(log, document).catch(error => {
          notify(`The baseline was not saved on the server. ${sentenceOf(error)}`, 'error')
          void queries.invalidateQueries({ queryKey })
        })
      const work = document ? keepBaselineHere(log, id, document) : forgetBaselineHere(log, id)
      return work.catch(error =>
        notify(
          `This browser does not keep the baseline (${sentenceOf(error)}): it lasts as long as this page. Save it as a file.`,
          'error',
        ),
      )
    },
    [queries, log],
  )
  return {
    /** null until they are read. */
    list: data ?? null,
    error,
    retry: () => void refetch(),
    keep: useCallback((id: string, document: BaselineDocument) => void change(id, document), [change]),
    forget: useCallback((id: string) => void change(id, null), [change]),
  }
}

/** A new one that no baseline has, not even one that another tab keeps meanwhile. */
export const freeId = (): string => `b${crypto.getRandomValues(new Uint32Array(2)).join('')}`
