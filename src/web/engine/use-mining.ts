import { useQuery } from '@tanstack/react-query'
import type { ProgressReport } from '../../base/platform.ts'
import { request } from './remote.ts'

/** ms between looks. */
const LOOK = 400

/** How far our server has mined a UI log that it was asked about; null where it does not say. */
export function useMining(uiLog: string): ProgressReport | null {
  const { data } = useQuery({
    queryKey: ['mining', uiLog],
    queryFn: ({ signal }) =>
      request<{ readonly mining: ProgressReport | null }>(`api/ui-logs/${encodeURIComponent(uiLog)}`, { signal }),
    refetchInterval: LOOK,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  return data?.mining ?? null
}
