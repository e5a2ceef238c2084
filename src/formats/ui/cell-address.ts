/** `B12` or `C35:F36` as row and column from 1 and the size of the range; null where the text is no address. */
export function cellAddress(
  text: string | null,
): { readonly row: number; readonly column: number; readonly rows: number; readonly columns: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(text ?? '')
  if (!match) return null
  const [row, column] = [Number(match[2]), columnNumber(match[1]!)]
  const [lastRow, lastColumn] = match[3] ? [Number(match[4]), columnNumber(match[3])] : [row, column]
  return {
    row: Math.min(row, lastRow),
    column: Math.min(column, lastColumn),
    rows: Math.abs(lastRow - row) + 1,
    columns: Math.abs(lastColumn - column) + 1,
  }
}

function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64
  return number
}

/** The letters of a column from 1: 28 is `AB`. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}
