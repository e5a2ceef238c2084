import { plainText } from '../plain-text.ts'
import type { Block, DocumentModel } from './document.ts'
import type { WireElement, Wireframe } from './wireframe.ts'

/** A document as Markdown (CommonMark with tables); wireframes as code blocks. Texts cannot become markup or HTML. */
export function documentMarkdown({ title, subtitle, blocks }: DocumentModel): string {
  return `${[`# ${inline(title)}`, inline(subtitle), ...blocks.map(blockMarkdown)].join('\n\n')}\n`
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${inline(block.text)}`
    case 'paragraph':
      return inline(block.text)
    case 'note':
      return `> **Note.** ${inline(block.text)}`
    case 'list':
      return block.items.map(item => `- ${inline(item)}`).join('\n')
    case 'table':
      return [row(block.header), `|${block.header.map(() => '---|').join('')}`, ...block.rows.map(row)].join('\n')
    case 'wireframe':
      return `${sketch(block.wireframe)}\n\n${inline(block.caption)}`
  }
}

const row = (cells: readonly string[]) => `| ${cells.map(inline).join(' | ')} |`

/** Every sign that CommonMark or its tables could read as markup is escaped; at the beginning of a line also those of lists. */
function inline(text: string): string {
  return plainText(text)
    .replace(/[\\`*_{}[\]<>&|#~$^]/g, '\\$&')
    .replace(/^([-+=!:@])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/(https?|ftp|www)([:.])/gi, '$1\\$2')
}

/** A wireframe as letters in a code block; backticks in labels are replaced, so that they cannot end it. */
function sketch({ application, place, rows }: Wireframe): string {
  const lines = [
    `[ ${[application, place].filter(Boolean).map(codeText).join(' — ')} ]`,
    ...rows.map(elements => `  ${elements.map(drawn).join('   ')}`),
  ]
  return `\`\`\`text\n${lines.join('\n')}\n\`\`\``
}

function drawn({ widget, label, steps, irreversible }: WireElement): string {
  const name = codeText(label)
  const by = steps.length === 0 ? '' : ` (${steps.join(', ')}${irreversible ? ' !' : ''})`
  switch (widget) {
    case 'button':
      return `[ ${name} ]${by}`
    case 'check':
      return `[ ] ${name}${by}`
    case 'radio':
      return `( ) ${name}${by}`
    case 'choice':
      return `${name}: [______ v]${by}`
    case 'field':
      return `${name}: [________]${by}`
    case 'cell':
      return `| ${name} |${by}`
    default:
      return `${name}${by}`
  }
}

const codeText = (text: string) => plainText(text).replaceAll('`', "'")
