import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
  insertCompletionText,
  snippetCompletion,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { Annotation, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import type { Words } from './completion.ts'
import { completionsAt } from './completions.ts'
import { rememberEditor, rememberedEditor } from './editor-memory.ts'
import css from './rules.module.css'
import { sentenceWords } from './sentence-words.ts'

/** A note at a place of the text: an error, or a test that fails. */
export interface Mark {
  readonly from: number
  readonly to: number
  readonly severity: 'error' | 'warning'
  readonly message: string
}

export interface CodeEditorProps {
  /** By which the tab remembers its steps of undo. */
  readonly id: string
  readonly text: string
  readonly change: (text: string) => void
  readonly marks: readonly Mark[]
  readonly words: Words
  /** Goes to a line when it changes; `at` tells two requests for one line apart. */
  readonly goTo: { readonly line: number; readonly at: number } | null
}

/** Of a change that the page made, not the person at the keyboard. */
const fromOutside = Annotation.define<boolean>()

/** The editor of the rule document. Tab indents; Escape, then Tab leaves it. */
export default function CodeEditor(props: CodeEditorProps) {
  const box = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const now = useRef(props)
  now.current = props
  useEffect(() => {
    const made = new EditorView({
      parent: box.current!,
      state: rememberedEditor(
        now.current.id,
        now.current.text,
        extensions(() => now.current),
      ),
    })
    view.current = made
    const remember = () => rememberEditor(now.current.id, made.state)
    window.addEventListener('pagehide', remember)
    return () => {
      window.removeEventListener('pagehide', remember)
      remember()
      made.destroy()
      view.current = null
    }
  }, [])
  const { text, marks, goTo } = props
  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const before = editor.state.doc.toString()
    if (before !== text) editor.dispatch({ changes: difference(before, text), annotations: fromOutside.of(true) })
  }, [text])
  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const { length } = editor.state.doc
    const diagnostics = marks.map(
      ({ from, to, severity, message }): Diagnostic => ({
        ...{ severity, message },
        from: Math.min(from, length),
        to: Math.min(Math.max(to, from), length),
      }),
    )
    editor.dispatch(setDiagnostics(editor.state, diagnostics))
  }, [marks])
  useEffect(() => {
    const editor = view.current
    if (!editor || !goTo) return
    const { from } = editor.state.doc.line(Math.min(Math.max(1, goTo.line), editor.state.doc.lines))
    editor.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
    editor.focus()
  }, [goTo])
  return <div ref={box} className={css.code} data-testid="rule-document" />
}

/** The smallest stretch that differs: the cursor and what is in sight stay. */
function difference(before: string, after: string) {
  let from = 0
  const least = Math.min(before.length, after.length)
  while (from < least && before[from] === after[from]) from++
  let end = 0
  while (end < least - from && before.at(-1 - end) === after.at(-1 - end)) end++
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) }
}

function extensions(now: () => CodeEditorProps): Extension[] {
  return [
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    history(),
    drawSelection(),
    bracketMatching(),
    indentUnit.of('  '),
    EditorView.lineWrapping,
    yaml(),
    syntaxHighlighting(colours),
    sentenceWords,
    lintGutter(),
    autocompletion({ override: [context => complete(context, now().words)], icons: false, maxRenderedOptions: 60 }),
    keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
    EditorView.contentAttributes.of({ 'aria-label': 'Rule document', spellcheck: 'false', tabindex: '0' }),
    EditorView.updateListener.of(update => {
      if (!update.docChanged || update.transactions.some(one => one.annotation(fromOutside))) return
      now().change(update.state.doc.toString())
    }),
    look,
  ]
}

/** Before this many lines the document is looked through for a completion; longer ones get theirs more slowly. */
function complete(context: CompletionContext, words: Words): CompletionResult | null {
  const found = completionsAt(context.state.doc.toString(), context.pos, words)
  if (!found || (found.from === context.pos && !context.explicit && !isOpening(context))) return null
  return {
    from: found.from,
    options: found.options.map(({ label, detail, apply, isSnippet }) => {
      const told = { label, ...(detail === undefined ? {} : { detail }) }
      if (isSnippet) return snippetCompletion(apply ?? label, told)
      return {
        ...told,
        apply: (view: EditorView, _: unknown, from: number, to: number) => {
          const text = apply ?? label
          const closes = text.endsWith('"') && view.state.sliceDoc(to, to + 1) === '"' ? to + 1 : to
          view.dispatch(insertCompletionText(view.state, text, from, closes))
        },
      }
    }),
  }
}

/** Behind `key: `, a quote or a dash a person needs no key to be asked what there is. */
const isOpening = ({ state, pos }: CompletionContext) => /(?:: |")$/.test(state.sliceDoc(Math.max(0, pos - 2), pos))

const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--accent)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
  { tag: [tags.string, tags.content, tags.attributeValue], color: 'var(--text)' },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: 'var(--muted)' },
])

const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--text)', fontSize: '13px' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '20px' },
  '.cm-content': { caretColor: 'var(--text)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--accent-soft)',
  },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--muted)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--accent-soft) 45%, transparent)',
  },
  '.cm-ruleWord': { fontWeight: '600' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--text)', border: '1px solid var(--line-strong)' },
  '.cm-tooltip-autocomplete > ul': { maxHeight: '280px', fontFamily: 'var(--mantine-font-family-monospace)' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px', lineHeight: '20px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: '0.8', fontFamily: 'var(--mantine-font-family)' },
  '.cm-lintRange-error': { backgroundImage: 'none', borderBottom: '2px solid var(--bad)' },
  '.cm-lintRange-warning': { backgroundImage: 'none', borderBottom: '2px dashed var(--token)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--token)' },
})
