import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type BaselineDocument, baselineDocumentFrom } from '../../analyses/models/baseline-document.ts'
import { notify, sentenceOf } from '../state/notices.ts'
import { useStore } from '../state/store.ts'
import { baselinesHere, changeBaselineHere, type StoredBaseline } from './baselines-here.ts'
import { type Kept, type KeptUnderRevisions, keptUnderRevisions } from './kept-under-revisions.ts'
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

async function storedBaselines(log: string): Promise<readonly StoredBaseline[]> {
  if (isHere(log)) return baselinesHere(log)
  const { revision, baseline } = await request<Shared>(addressOf(log))
  return [{ id: SHARED, document: baseline, revision }, ...(await baselinesHere(log))]
}

const keepers = new Map<string, KeptUnderRevisions<BaselineDocument>>()
function keeperOf(log: string): KeptUnderRevisions<BaselineDocument> {
  const known = keepers.get(log)
  if (known) return known
  const made = keptUnderRevisions<BaselineDocument>({
    async read(id) {
      const { document, revision } = (await storedBaselines(log)).find(one => one.id === id) ?? NONE
      return { document: documentIn(document), revision }
    },
    async change(id, document, revision) {
      if (id !== SHARED) return changeBaselineHere(log, id, document, revision)
      const body = JSON.stringify({ revision, baseline: document })
      return (await request<Shared>(addressOf(log), { method: 'PUT', body })).revision
    },
  })
  keepers.set(log, made)
  return made
}
const NONE = { document: null, revision: 0 }

/** null: there is none, or it cannot be read. */
function documentIn(stored: unknown): BaselineDocument | null {
  try {
    return stored === null ? null : baselineDocumentFrom(stored)
  } catch {
    return null
  }
}

async function baselinesOf(log: string): Promise<readonly KeptBaseline[]> {
  return (await storedBaselines(log)).flatMap(({ id, document: stored, revision }) => {
    keeperOf(log).know(id, revision)
    const document = documentIn(stored)
    return document ? [{ id, document }] : []
  })
}

export interface Baselines {
  /** null until they are read. */
  readonly list: readonly KeptBaseline[] | null
  readonly error: Error | null
  readonly retry: () => void
  /** Of the baselines that somebody else changed since they were changed here: theirs. What is changed here is not kept meanwhile. */
  readonly clashes: ReadonlyMap<string, Kept<BaselineDocument>>
  readonly keep: (id: string, document: BaselineDocument) => void
  readonly forget: (id: string) => void
  /** Shows this as what was changed here, though it was not begun from what is kept. */
  readonly clash: (id: string, mine: BaselineDocument) => void
  /** Ends a clash: theirs stands, or mine is kept in place of theirs. */
  readonly settle: (id: string, whose: 'theirs' | 'mine') => void
}

/** The baselines of a log, and the ways to change them: what changes is seen at once, and kept. */
export function useBaselines(log: string): Baselines {
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['baselines', log],
    queryFn: () => baselinesOf(log),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const keeper = keeperOf(log)
  const clashes = useStore(keeper.clashes)
  const ways = useMemo(() => waysToChange(log, keeperOf(log), queries), [log, queries])
  return { list: data ?? null, error, retry: () => void refetch(), clashes, ...ways }
}

function waysToChange(
  log: string,
  keeper: KeptUnderRevisions<BaselineDocument>,
  queries: QueryClient,
): Pick<Baselines, 'keep' | 'forget' | 'clash' | 'settle'> {
  const queryKey = ['baselines', log]
  const show = (id: string, document: BaselineDocument | null) =>
    queries.setQueryData<readonly KeptBaseline[]>(queryKey, (before = []) => {
      const others = before.filter(one => one.id !== id)
      return document ? [...others, { id, document }] : others
    })
  const put = (id: string, document: BaselineDocument | null) =>
    keeper
      .put(id, document)
      .catch(error =>
        notify(
          id === SHARED
            ? `The baseline was not saved on the server. ${sentenceOf(error)}`
            : `This browser does not keep the baseline (${sentenceOf(error)}): it lasts as long as this page. Save it as a file.`,
          'error',
        ),
      )
  const keep = (id: string, document: BaselineDocument) => {
    show(id, document)
    void put(id, document)
  }
  return {
    keep,
    forget(id) {
      show(id, null)
      void put(id, null).then(() => {
        const theirs = keeper.settle(id)
        if (!theirs?.document) return
        show(id, theirs.document)
        notify(
          `“${theirs.document.name}” was changed elsewhere meanwhile, and stays: forget it again if you still want to.`,
        )
      })
    },
    clash(id, mine) {
      show(id, mine)
      void keeper.clash(id)
    },
    settle(id, whose) {
      const mine = queries.getQueryData<readonly KeptBaseline[]>(queryKey)?.find(one => one.id === id)
      const theirs = keeper.settle(id)
      if (whose === 'theirs') show(id, theirs?.document ?? null)
      else if (mine) keep(id, mine.document)
    },
  }
}

/** A new one that no baseline has, not even one that another tab keeps meanwhile. */
export const freeId = (): string => `b${crypto.getRandomValues(new Uint32Array(2)).join('')}`
