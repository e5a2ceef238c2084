import { SaxesParser } from 'saxes'

/** The information set of an XML text as lines, made by the parser's events alone: attributes sorted, adjacent texts one. */
export function infoset(xml: string): string[] {
  const lines: string[] = []
  let text = ''
  const flush = () => {
    if (text !== '') lines.push(`text ${JSON.stringify(text)}`)
    text = ''
  }
  let depth = 0
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', tag => {
    flush()
    depth++
    lines.push(`open {${tag.uri}}${tag.name}`)
    const attributes = Object.values(tag.attributes).map(
      ({ uri, name, value }) => `{${uri}}${name}=${JSON.stringify(value)}`,
    )
    lines.push(...attributes.sort())
  })
  parser.on('closetag', ({ name }) => {
    flush()
    depth--
    lines.push(`close ${name}`)
  })
  // white space around the outermost element is no information
  parser.on('text', part => (text += depth > 0 ? part : ''))
  parser.on('cdata', part => (text += part))
  parser.on('comment', part => {
    flush()
    lines.push(`comment ${part}`)
  })
  parser.on('processinginstruction', ({ target, body }) => {
    flush()
    lines.push(`instruction ${target} ${body}`)
  })
  parser.write(xml.replace(/^\ufeff/, '')).close()
  return lines
}
