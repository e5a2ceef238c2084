import { RangeSetBuilder } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { reserved } from '../../../compliance/parse-condition.ts'

const strong = Decoration.mark({ class: 'cm-ruleWord' })

/** Words of the sentences themselves are set strong: what is a plain text to YAML is a sentence to people. */
export const sentenceWords = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = found(view)
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = found(update.view)
    }
  },
  { decorations: ({ decorations }) => decorations },
)

function found(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges) {
    let inside = -1
    const { doc } = view.state
    for (let number = doc.lineAt(from).number; number <= doc.lineAt(to).number; number++) {
      const line = doc.line(number)
      const key = /^(\s*(?:- +)*)(rule|formula|ends):\s*/.exec(line.text)
      const indent = /^\s*/.exec(line.text)![0].length
      if (key) inside = key[1]!.length
      else if (line.text.trim() !== '' && indent <= inside) inside = -1
      if (inside < 0) continue
      for (const [at, word] of wordsOf(line.text, key ? key[0].length : 0))
        builder.add(line.from + at, line.from + at + word.length, strong)
    }
  }
  return builder.finish()
}

/** Reserved words outside of quotes and backticks. */
function wordsOf(text: string, from: number): [number, string][] {
  const words: [number, string][] = []
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|`[^`]*`|[\p{L}_]+/gu))
    if (match.index >= from && reserved.has(match[0])) words.push([match.index, match[0]])
  return words
}
