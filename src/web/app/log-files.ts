import { useQueryClient } from '@tanstack/react-query'
import { Cancelled } from '../../base/platform.ts'
import { withJob } from '../engine/job.ts'
import { changeTaskEdits } from '../engine/recordings.ts'
import { nameToSend, sendFile } from '../engine/send-file.ts'
import { sendRecordings } from '../engine/send-recordings.ts'
import { SERVER_LOGS } from '../engine/server-logs.ts'
import { type StoredFile, storedFile } from '../engine/stored-files.ts'
import { noEdits } from '../engine/task-edits.ts'
import { upload } from '../engine/upload.ts'
import { editsOf } from '../state/edits-of.ts'
import { notify, sentenceOf } from '../state/notices.ts'
import { useGo } from '../state/place.ts'
import { chooseFile } from './open-file.ts'
import { firstPage } from './pages.ts'

/**
 * Adds the events of a file to a log on the server, or reads the log anew from one; both with the mapping it was
 * imported with. Every answer about the log before is forgotten.
 */
export function useLogFile(): (log: string, way: 'append' | 'replace') => Promise<void> {
  const queries = useQueryClient()
  return async (log, way) => {
    const file = await chooseFile()
    if (!file) return
    const query = new URLSearchParams({ name: nameToSend(file.name), wait: 'true' })
    try {
      await withJob(`Sending ${file.name}`, ({ signal, progress }) =>
        sendFile(`api/logs/${encodeURIComponent(log)}/${way}?${query}`, file, signal, progress),
      )
      await queries.resetQueries()
      notify(way === 'append' ? `The events of ${file.name} are added.` : `The log is read anew from ${file.name}.`)
    } catch (error) {
      if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error')
    }
  }
}

/** Sends a log of this browser to the server, which keeps it, and opens it there; recordings with what was edited of them. */
export function useKeepOnServer(): (log: string) => Promise<void> {
  const queries = useQueryClient()
  const go = useGo()
  return async log => {
    try {
      const stored = await storedFile(log)
      if (!stored) return notify('This browser does not keep the file: drop it again.', 'error')
      const kept = stored.recordings
        ? await keepRecordings(log, stored.recordings)
        : await upload(stored.file, stored.name, stored)
      await queries.invalidateQueries({ queryKey: SERVER_LOGS })
      go({ log: kept, page: firstPage(kept) })
      notify(`${stored.name} is kept on the server.`)
    } catch (error) {
      if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error')
    }
  }
}

async function keepRecordings(
  log: string,
  { files, keepValues: _, ...reading }: NonNullable<StoredFile['recordings']>,
): Promise<string> {
  const kept = await sendRecordings(files, reading)
  const edits = editsOf(log).get()
  if (JSON.stringify(edits) !== JSON.stringify(noEdits)) await changeTaskEdits(kept, () => edits)
  return kept
}
