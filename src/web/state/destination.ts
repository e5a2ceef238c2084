import { remembered } from './store.ts'

export type Destination = 'here' | 'server'

/** Where opened files go on a page that our server serves: into this browser, or to the server. Remembered here. */
export const destination = remembered<Destination>('destination', 'here', value =>
  value === 'here' || value === 'server' ? value : undefined,
)
