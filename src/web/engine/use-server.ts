import { useQuery } from '@tanstack/react-query'
import { type Destination, destination } from '../state/destination.ts'
import { useStore } from '../state/store.ts'
import type { Health } from './remote.ts'
import { server } from './workspace.ts'

/** The server that served this page; null where it is none of ours. */
export const useServer = (): Health | null =>
  useQuery({ queryKey: ['server'], queryFn: async () => (await server()) ?? false }).data || null

/** Where opened files go; without a server of ours always into this browser. */
export function useDestination(): Destination {
  const chosen = useStore(destination)
  return useServer() ? chosen : 'here'
}
