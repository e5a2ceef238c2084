import { historyField } from '@codemirror/commands'
import { EditorState, type Extension } from '@codemirror/state'

/** What of an editor a tab remembers, letters of its JSON. */
const MOST = 1_000_000
const nameOf = (id: string) => `parfocal.editor.${id}`

/** Remembers the text, cursor and steps of undo of an editor for as long as the tab lives, over reloads too. */
export function rememberEditor(id: string, state: EditorState): void {
  try {
    const text = JSON.stringify(state.toJSON({ history: historyField }))
    if (text.length <= MOST) sessionStorage.setItem(nameOf(id), text)
    else sessionStorage.removeItem(nameOf(id))
  } catch {
    // Full or forbidden memory: undo begins anew.
  }
}

/** The editor as it was left, else one that begins with the text. */
export function rememberedEditor(id: string, text: string, extensions: Extension): EditorState {
  try {
    const kept = sessionStorage.getItem(nameOf(id))
    if (kept !== null) return EditorState.fromJSON(JSON.parse(kept), { extensions }, { history: historyField })
  } catch {
    // Unreadable memory: undo begins anew.
  }
  return EditorState.create({ doc: text, extensions })
}
