import { withJob } from './job.ts'
import { nameToSend, sendFile } from './send-file.ts'

interface Reading {
  /** For tables: what their columns mean. */
  readonly mapping?: unknown
  /** For object-centric logs: whose objects are the cases. */
  readonly objectType?: string
}

/** Sends a file to our own server, waits until it is imported there, and gives the id of the log. */
export function upload(file: Blob, name: string, { mapping, objectType }: Reading): Promise<string> {
  return withJob(`Sending ${name}`, async ({ signal, progress }) => {
    const query = new URLSearchParams({ name: nameToSend(name), wait: 'true' })
    if (mapping !== undefined) query.set('mapping', JSON.stringify(mapping))
    if (objectType !== undefined) query.set('objectType', objectType)
    const { log } = await sendFile<{ log: string | { id: string } }>(`api/logs?${query}`, file, signal, progress)
    return typeof log === 'string' ? log : log.id
  })
}
