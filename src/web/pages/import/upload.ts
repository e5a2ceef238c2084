import type { Mapping } from '../../../log/mapping.ts'
import { withJob } from '../../engine/job.ts'
import { request } from '../../engine/remote.ts'

/** Sends a file to our own server, waits until it is imported there, and gives the id of the log. */
export function upload(file: File, mapping: Mapping): Promise<string> {
  return withJob(`Sending ${file.name}`, async signal => {
    const query = new URLSearchParams({ name: file.name, mapping: JSON.stringify(mapping), wait: 'true' })
    const headers = { 'content-type': 'application/octet-stream', 'x-parfocal': '1' }
    const { log } = await request<{ log: string | { id: string } }>(`api/logs?${query}`, {
      method: 'POST',
      body: file,
      headers,
      signal,
    })
    return typeof log === 'string' ? log : log.id
  })
}
