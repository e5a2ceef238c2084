import { store } from './store.ts'

/** A sentence for the person in the corner; errors stay until closed, others leave by themselves. */
export interface Notice {
  readonly id: number
  readonly text: string
  readonly kind: 'info' | 'error'
  /** What it is of, where the next attempt at the same makes it old. */
  readonly about: string | undefined
}
export const notices = store<readonly Notice[]>([])
let next = 1

export function notify(text: string, kind: Notice['kind'] = 'info', about?: string): void {
  const notice = { id: next++, text, kind, about }
  notices.set([
    ...notices
      .get()
      .filter(known => known.text !== text)
      .slice(-3),
    notice,
  ])
  if (kind === 'info') setTimeout(() => dismiss(notice.id), 6000)
}
export const dismiss = (id: number): void => notices.set(notices.get().filter(notice => notice.id !== id))

/** Takes away what was said of an earlier attempt at the same. */
export function settle(about: string): void {
  const left = notices.get().filter(notice => notice.about !== about)
  if (left.length < notices.get().length) notices.set(left)
}

/** The sentence of anything that was thrown. */
export const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
