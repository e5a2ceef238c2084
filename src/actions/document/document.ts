import type { Wireframe } from './wireframe.ts'

/** A part of a document. All texts are plain: whoever writes a format escapes them. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'wireframe'; readonly wireframe: Wireframe; readonly caption: string }
  /** What a reader must not miss, or has to fill in. */
  | { readonly kind: 'note'; readonly text: string }

/** A document for people, independent of the format that it is written in. */
export interface DocumentModel {
  readonly title: string
  readonly subtitle: string
  readonly blocks: readonly Block[]
}

export const heading = (text: string): Block => ({ kind: 'heading', level: 2, text })
export const subheading = (text: string): Block => ({ kind: 'heading', level: 3, text })
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
export const list = (items: readonly string[]): Block => ({ kind: 'list', items })
export const note = (text: string): Block => ({ kind: 'note', text })
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  kind: 'table',
  header,
  rows,
})
