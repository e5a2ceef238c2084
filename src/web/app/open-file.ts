import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { Cancelled } from '../../base/platform.ts'
import type { LookedAt } from '../../formats/kind-of-log.ts'
import { withJob } from '../engine/job.ts'
import { askTasks, openRecordingsHere } from '../engine/recordings.ts'
import { sendRecordings } from '../engine/send-recordings.ts'
import { SERVER_LOGS } from '../engine/server-logs.ts'
import type { RecordingsReading } from '../engine/stored-files.ts'
import { upload } from '../engine/upload.ts'
import { useDestination } from '../engine/use-server.ts'
import { openHere, worker } from '../engine/workspace.ts'
import type { Destination } from '../state/destination.ts'
import { notify, sentenceOf, settle } from '../state/notices.ts'
import { useGo } from '../state/place.ts'
import { isTable, staged } from '../state/staged.ts'
import { store } from '../state/store.ts'
import { componentOf } from './pages.ts'

const OPENING = 'open a log'

interface OpenOptions {
  readonly mapping?: unknown
  /** Absent: where opened files go by choice. */
  readonly to?: Destination
}
type OpenRecordingsOptions = Omit<RecordingsReading, 'keepValues'> & Pick<OpenOptions, 'to'>
interface OpenFileOptions extends OpenOptions {
  /** Opens a table as proposed, without the import page. */
  readonly directly?: boolean
}

/** A file that could be read in two ways waits for the person's word; null is a refusal. */
export const kindQuestion = store<{
  readonly name: string
  readonly answer: (kind: 'event-log' | 'ui-log' | null) => void
} | null>(null)

/**
 * Opens dropped or chosen files as what they are: recordings of interactions (several make one UI log), or an event log.
 * Tables go to the import page first, where their columns are mapped.
 */
export function useOpenFiles(): (files: readonly File[], options?: OpenFileOptions) => Promise<void> {
  const openLog = useOpenLog()
  const openRecordings = useOpenRecordings()
  const stage = useStage()
  return useCallback(
    async (files, options = {}) => {
      const [first, ...more] = files
      if (!first) return
      settle(OPENING)
      if (options.directly) return openLog(first, options)
      try {
        const { kind, uiFormat } = await lookedAt(first)
        if (kind === null) return
        if (kind === 'ui-log')
          return uiFormat === null || uiFormat === UI_TABLE ? stage('ui-log', files) : await openRecordings(files)
        if (more.length) notify('One log of cases at a time: the first of the files is opened.')
        await openLog(first, options)
      } catch (error) {
        if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error', OPENING)
      }
    },
    [openLog, openRecordings, stage],
  )
}

/** The format of UI logs that knows no recorder: any table, by a mapping. */
const UI_TABLE = 'ui-table'

/** Puts tables on the import page. */
export function useStage(): (kind: 'event-log' | 'ui-log', files: readonly File[]) => void {
  const go = useGo()
  return useCallback(
    (kind, [first, ...more]) => {
      if (!first) return
      staged.set({ kind, files: [first, ...more] })
      go({ page: 'import' })
    },
    [go],
  )
}

/** Opens an event log; tables go to the import page, unless they are opened `directly` or with a mapping. */
export function useOpenLog(): (file: File, options?: OpenFileOptions) => Promise<void> {
  const go = useGo()
  const stage = useStage()
  const chosen = useDestination()
  const queries = useQueryClient()
  return useCallback(
    async (file, options = {}) => {
      const { mapping, directly = false, to = directly ? 'here' : chosen } = options
      if (isTable(file.name) && !directly && mapping === undefined && componentOf('import'))
        return stage('event-log', [file])
      try {
        const log = to === 'here' ? await openHere(file, mapping) : await upload(file, file.name, { mapping })
        if (to === 'server') void queries.invalidateQueries({ queryKey: SERVER_LOGS })
        go({ log, page: 'map' })
      } catch (error) {
        if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error', OPENING)
      }
    },
    [go, stage, chosen, queries],
  )
}

/** Opens recordings; where routines were found, they are what comes first. */
export function useOpenRecordings(): (files: readonly File[], options?: OpenRecordingsOptions) => Promise<void> {
  const go = useGo()
  const chosen = useDestination()
  const queries = useQueryClient()
  return useCallback(
    async (files, { to = chosen, ...reading } = {}) => {
      try {
        const log = await (to === 'here' ? openedHere(files, reading) : sent(files, reading))
        if (to === 'server') void queries.invalidateQueries({ queryKey: SERVER_LOGS })
        go(log)
      } catch (error) {
        if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error', OPENING)
      }
    },
    [go, chosen, queries],
  )
}

interface OpenedAt {
  /** null: nothing is opened. */
  readonly log: string | null
  readonly page: string
}
const pageFor = (routines: number) => (routines > 0 ? 'routines' : 'recordings')

async function openedHere(files: readonly File[], reading: RecordingsReading): Promise<OpenedAt> {
  const { log, opened } = await openRecordingsHere(files, reading)
  return { log, page: pageFor(opened.routines) }
}

async function sent(files: readonly File[], reading: RecordingsReading): Promise<OpenedAt> {
  const named = files.map(file => ({ name: file.name, file }))
  const log = await sendRecordings(named, reading)
  try {
    const routines = await withJob('The server looks for routines', ({ signal }) =>
      askTasks(log, 'routines', [], signal),
    )
    return { log, page: pageFor(routines.length) }
  } catch (error) {
    // They are stored by now; whatever is wrong, the page tells.
    if (!(error instanceof Cancelled)) return { log, page: pageFor(0) }
    notify('The recording is kept on the server: open it there when you like.')
    return { log: null, page: '' }
  }
}

/** What the file is; a table that could be both is asked about. A file that nobody knows is left to the readers' own words. */
async function lookedAt(
  file: File,
): Promise<{ readonly kind: 'event-log' | 'ui-log' | null; readonly uiFormat: string | null }> {
  const looked = await worker.recognise(file.name, file).catch((error: unknown): LookedAt => {
    if (error instanceof Cancelled) throw error
    return { kind: 'event-log', uiFormat: null }
  })
  const { kind, uiFormat } = looked
  if (kind !== 'either') return { kind, uiFormat }
  return new Promise(resolve =>
    kindQuestion.set({
      name: file.name,
      answer: given => {
        kindQuestion.set(null)
        resolve({ kind: given, uiFormat })
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
