import { nameWords } from '../../base/name-words.ts'
import { type UiAction, uiActions } from '../../log/ui-log.ts'
import { actionOf } from './action-logger-event.ts'

/** Words of recorders for what was done, by what stands in them; the first that fits counts. */
const WORDS: readonly (readonly [RegExp, UiAction])[] = [
  [/\b(double|dbl) ?(left )?(mouse )?(click|tap)/, 'double-click'],
  [/\b(right|secondary|context) ?(mouse )?(click|button|menu)|\bcontext menu\b/, 'context-click'],
  [/\bcopy|\bcopied\b|\bclipboard (changed|copy)/, 'copy'],
  [/\bcut\b/, 'cut'],
  [/\bpaste/, 'paste'],
  [/\bundo\b/, 'undo'],
  [/\bredo\b/, 'redo'],
  [/\bunchecked?\b/, 'uncheck'],
  [/\bchecked?\b/, 'check'],
  [/\b(hot ?key|shortcut|keyboard command)\b/, 'hotkey'],
  [
    /\b(entered text|enter text|text input|type into|typed?|typing|input|set text|send text|element changed|value changed|edit|fill)\b/,
    'enter',
  ],
  [/\b(key ?(press|down|stroke)|press key|keyboard)\b/, 'key'],
  [/\b(scroll\w*|mouse wheel|wheel)\b/, 'scroll'],
  [/\b(drag|drop|move item)\b/, 'drag'],
  [/\b(hover|mouse (over|enter))\b/, 'hover'],
  [/\b(text selected|select\w*|choose|chosen|dropdown)\b/, 'select'],
  [/\b(submit\w*|form sent)\b/, 'submit'],
  [/\bsaved?\b/, 'save'],
  [/\b(navigat\w*|go to|goto|page (load\w*|view|changed)|url changed|visit\w*)\b/, 'navigate'],
  [/\b(activat\w*|focus\w*|switch\w*|(active )?window changed|foreground|tab changed)\b/, 'switch'],
  [/\b(close[ds]?|closing|exit|quit|terminated)\b/, 'close'],
  [/\b(open(ed)?|launch\w*|start(ed)? (app|application|program)|new (tab|window)|created)\b/, 'open'],
  [/\bsort\w*/, 'sort'],
  [/\bfilter\w*/, 'filter'],
  [/\bupload\w*/, 'upload'],
  [/\bdownload\w*/, 'download'],
  [/\bprint\w*/, 'print'],
  [/\b(wait\w*|delay)\b/, 'wait'],
  [/\b(comment|note|annotation)\b/, 'note'],
  [/\b(read|get (cell|text|value|range))\b/, 'read'],
  [/\b(click\w*|tap|press button|left mouse)\b/, 'click'],
]

/** The action that a word of any recorder stands for; `other` where it tells none. */
export function actionOfWord(word: string): UiAction {
  const exact = actionOf(word)
  if (exact !== 'other') return exact
  const words = nameWords(word)
  const same = uiActions.find(action => action.replace('-', ' ') === words)
  return same ?? WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? 'other'
}
