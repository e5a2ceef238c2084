import { useQuery } from '@tanstack/react-query'
import { type Destination, destination } from '../state/destination.ts'
import { useStore } from '../state/store.ts'
import { isHere } from './log-ids.ts'
import { type Health, request, tokensGiven } from './remote.ts'
import { server } from './workspace.ts'

/** The server that served this page; null where it is none of ours. */
export const useServer = (): Health | null =>
  useQuery({ queryKey: ['server'], queryFn: async () => (await server()) ?? false }).data || null

/** Said beside everything that changes what a server keeps, to those who may not. */
const READS_ONLY = 'Your token may read and ask, not change what this server keeps.'

interface Me {
  readonly name: string
  readonly role: 'owner' | 'analyst' | 'reader' | 'council'
}

/** Why nothing may be changed on our server; null where it may, where that is not known yet, and where there is none. */
export function useServerReadOnly(wanted = true): string | null {
  const served = useServer() !== null
  const given = useStore(tokensGiven)
  const { data } = useQuery({
    queryKey: ['me', given],
    queryFn: ({ signal }) => request<Me>('api/me', { signal }),
    enabled: served && wanted,
  })
  return data?.role === 'reader' || data?.role === 'council' ? READS_ONLY : null
}

/** Why a log may not be changed; those of this browser are the person's own. */
export const useReadOnly = (log: string | null): string | null => useServerReadOnly(log !== null && !isHere(log))

/** Where opened files go; without a server of ours, or where it may not be changed, always into this browser. */
export function useDestination(): Destination {
  const chosen = useStore(destination)
  const served = useServer() !== null
  const readOnly = useServerReadOnly(chosen === 'server')
  return served && readOnly === null ? chosen : 'here'
}
