import { useCallback } from 'react'
import { Cancelled } from '../../base/platform.ts'
import type { KindOfLog } from '../../formats/kind-of-log.ts'
import { openRecordingsHere } from '../engine/recordings.ts'
import { openHere, worker } from '../engine/workspace.ts'
import { notify, sentenceOf } from '../state/notices.ts'
import { useGo } from '../state/place.ts'
import { isTable, staged } from '../state/staged.ts'
import { store } from '../state/store.ts'
import { componentOf } from './pages.ts'

interface OpenFileOptions {
  /** Opens a table as proposed, without the import page. */
  readonly directly?: boolean
  readonly mapping?: unknown
}

/** A file that could be read in two ways waits for the person's word; null is a refusal. */
export const kindQuestion = store<{
  readonly name: string
  readonly answer: (kind: 'event-log' | 'ui-log' | null) => void
} | null>(null)

/**
 * Opens dropped or chosen files in the browser, as what they are: recordings of interactions (several make one UI log),
 * or an event log, whose table goes to the import page first, where its columns are mapped.
 */
export function useOpenFiles(): (files: readonly File[], options?: OpenFileOptions) => Promise<void> {
  const openLog = useOpenLog()
  const openRecordings = useOpenRecordings()
  return useCallback(
    async (files, options = {}) => {
      const [first, ...more] = files
      if (!first) return
      if (options.directly) return openLog(first, options)
      try {
        const kind = await kindOf(first)
        if (kind === null) return
        if (kind === 'ui-log') return await openRecordings(files)
        if (more.length) notify('One log of cases at a time: the first of the files is opened.')
        await openLog(first, options)
      } catch (error) {
        if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error')
      }
    },
    [openLog, openRecordings],
  )
}

/** Opens an event log; tables go to the import page, unless they are opened `directly` or with a mapping. */
export function useOpenLog(): (file: File, options?: OpenFileOptions) => Promise<void> {
  const go = useGo()
  return useCallback(
    async (file, options = {}) => {
      if (isTable(file.name) && !options.directly && options.mapping === undefined && componentOf('import')) {
        staged.set(file)
        go({ page: 'import' })
        return
      }
      try {
        const log = await openHere(file, options.mapping)
        go({ log, page: 'map' })
      } catch (error) {
        if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error')
      }
    },
    [go],
  )
}

/** Opens recordings; where a task was shown on purpose, its routine is what comes first. */
export function useOpenRecordings(): (files: readonly File[]) => Promise<void> {
  const go = useGo()
  return useCallback(
    async files => {
      try {
        const { log, opened } = await openRecordingsHere(files)
        go({ log, page: opened.routines > 0 ? 'routines' : 'recordings' })
      } catch (error) {
        if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error')
      }
    },
    [go],
  )
}

/** What the file is; a table that could be both is asked about. A file that nobody knows is left to the readers' own words. */
async function kindOf(file: File): Promise<'event-log' | 'ui-log' | null> {
  const kind = await worker.recognise(file.name, file).catch((error: unknown): KindOfLog => {
    if (error instanceof Cancelled) throw error
    return 'event-log'
  })
  if (kind !== 'either') return kind
  return new Promise(resolve =>
    kindQuestion.set({
      name: file.name,
      answer: given => {
        kindQuestion.set(null)
        resolve(given)
      },
    }),
  )
}

/** Lets the person choose files; none where the choice is cancelled. */
export function chooseFiles(): Promise<readonly File[]> {
  return new Promise(resolve => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.onchange = () => resolve([...(input.files ?? [])])
    input.oncancel = () => resolve([])
    input.click()
  })
}

export const chooseFile = async (): Promise<File | null> => (await chooseFiles())[0] ?? null
