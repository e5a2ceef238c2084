import '@mantine/core/styles.css'
import './app/theme.css'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Cancelled } from '../base/platform.ts'
import { preload } from './app/pages.ts'
import { router } from './app/router.tsx'
import { theme } from './app/theme.ts'

/** A log never changes under its id, so that an answer stays true; the oldest leave when nobody looks at them. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      retry: (times, error) => error instanceof Cancelled && times < 1,
    },
  },
})

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
// The map is what a log opens with: it is here before the log is read.
setTimeout(() => preload('map'), 200)
