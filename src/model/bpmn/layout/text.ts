/** Size of the letters of labels, px, and the height of a line of them. */
const FONT = 12
export const LINE = 14

/** Estimated width, px: core has no fonts. Wide scripts count double. */
export function textWidth(text: string): number {
  let units = 0
  for (const letter of text) units += letter.codePointAt(0)! >= 0x1100 ? 1.05 : 0.58
  return Math.ceil(units * FONT) + 6
}

export interface TextBox {
  readonly width: number
  readonly height: number
}

/** The room that a text takes when its words are set in lines of at most `width` px; longer words are cut. */
export function textBox(text: string, width: number): TextBox {
  const boxes = text
    .split(/\r\n|[\r\n]/)
    .map(line => line.trim().split(/\s+/))
    .filter(([first]) => first !== '')
    .map(words => lineBox(words, width))
  return {
    width: Math.max(0, ...boxes.map(box => box.width)),
    height: boxes.reduce((sum, { lines }) => sum + lines, 0) * LINE,
  }
}

function lineBox(words: readonly string[], width: number): { readonly width: number; readonly lines: number } {
  let lines = 0
  let room = 0
  let widest = 0
  for (const word of words) {
    const size = textWidth(word)
    if (lines > 0 && room >= size + 4) room -= size + 4
    else {
      lines += Math.max(1, Math.ceil(size / width))
      room = width - (size > width ? size % width : size)
    }
    widest = Math.max(widest, width - room, Math.min(size, width))
  }
  return { width: widest, lines }
}
