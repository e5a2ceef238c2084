import { plainText } from '../plain-text.ts'
import { escapeXml } from '../xml.ts'
import type { Block, DocumentModel } from './document.ts'
import { wireframeSvg } from './wireframe-svg.ts'

/**
 * A document as one HTML file that needs nothing else: no script, no link to elsewhere, no style attribute. Its policy
 * allows its own style sheet by hash and nothing more, so that nothing runs or loads even if a browser were tricked.
 */
export function documentHtml({ title, subtitle, blocks }: DocumentModel): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${inline(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1 dir="auto">${inline(title)}</h1><p>${inline(subtitle)}</p></header>
<main>
${blocks.map(blockHtml).join('\n')}
</main>
</body>
</html>
`
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} dir="auto">${inline(block.text)}</h${block.level}>`
    case 'paragraph':
      return `<p dir="auto">${inline(block.text)}</p>`
    case 'note':
      return `<aside dir="auto">${inline(block.text)}</aside>`
    case 'list':
      return `<ul>\n${block.items.map(item => `<li dir="auto">${inline(item)}</li>`).join('\n')}\n</ul>`
    case 'table':
      return `<table>\n<thead><tr>${block.header.map(cell => `<th scope="col">${inline(cell)}</th>`).join('')}</tr></thead>\n<tbody>\n${block.rows
        .map(row => `<tr>${row.map(cell => `<td dir="auto">${inline(cell)}</td>`).join('')}</tr>`)
        .join('\n')}\n</tbody>\n</table>`
    case 'wireframe':
      return `<figure>\n${wireframeSvg(block.wireframe)}\n<figcaption>${inline(block.caption)}</figcaption>\n</figure>`
  }
}

const inline = (text: string) => escapeXml(plainText(text)).replaceAll("'", '&#39;')

const STYLE = `
:root { color-scheme: light }
body { margin: 0 auto; padding: 32px 24px 64px; max-width: 800px; color: #1f2328; background: #fff; font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
header { border-bottom: 1px solid #b7bec6; margin-bottom: 24px }
header p { color: #59636e; margin: 0 0 16px }
h1 { font-size: 28px; line-height: 1.25; margin: 0 0 4px }
h2 { font-size: 20px; margin: 36px 0 8px }
h3 { font-size: 16px; margin: 24px 0 8px }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; margin: 12px 0 }
th, td { border: 1px solid #d5dae0; padding: 6px 8px; text-align: start; vertical-align: top; min-width: 24px; height: 22px }
th { background: #f0f2f4; font-weight: 600; white-space: nowrap }
aside { border-inline-start: 3px solid #0b5cad; background: #f3f7fb; padding: 8px 12px; margin: 12px 0 }
figure { margin: 12px 0 }
figure svg { max-width: 100%; height: auto; display: block }
figcaption { color: #59636e; font-size: 13px; margin-top: 4px }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt }
  h2, h3 { break-after: avoid }
  figure, tr, aside { break-inside: avoid }
  thead { display: table-header-group }
}
@page { margin: 18mm 16mm }
`
/** SHA-256 of the style sheet; a test holds it against the text. */
const STYLE_HASH = 'sha256-koIMcYqvYXi81FtBxkv26o6tTOI/B9BpY/rK2lxpEJk='
