/** How a number is written. `digits` after the decimal sign; null: as many as it has. */
export interface NumberStyle {
  readonly decimal: '.' | ','
  /** Between thousands; empty: none. */
  readonly group: '' | ',' | '.' | ' ' | "'"
  readonly digits: number | null
}

export const numberStyles: readonly NumberStyle[] = (['.', ','] as const).flatMap(decimal =>
  (['', decimal === '.' ? ',' : '.', ' ', "'"] as const).flatMap(group =>
    [null, 0, 1, 2, 3].map(digits => ({ decimal, group, digits })),
  ),
)

/** The number, or null where the text is not written in this style. */
export function parseNumberText(text: string, { decimal, group, digits }: NumberStyle): number | null {
  // spaces between thousands are often ones that do not break
  const match = /^([+-]?)([0-9][0-9., ']*)$/.exec(text.trim().replace(/[\u00a0\u202f]/g, ' '))
  if (!match) return null
  const [whole = '', fraction, more] = match[2]!.split(decimal)
  if (more !== undefined || fraction === '' || (fraction !== undefined && !/^\d+$/.test(fraction))) return null
  const groups = group === '' ? [whole] : whole.split(group)
  if (groups.some((part, i) => !/^\d+$/.test(part) || (i > 0 && part.length !== 3))) return null
  if (groups.length > 1 && groups[0]!.length > 3) return null
  if (digits !== null && (fraction?.length ?? 0) !== digits) return null
  if (groups.join('').length + (fraction?.length ?? 0) > 15) return null
  const value = Number(`${groups.join('')}.${fraction ?? '0'}`)
  return match[1] === '-' ? -value : value
}

export function printNumberText(value: number, { decimal, group, digits }: NumberStyle): string | null {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return null
  const rounded = digits === null ? String(Number(value.toPrecision(15))) : fixed(value, digits)
  if (rounded.includes('e')) return null
  const [whole = '', fraction] = rounded.replace('-', '').split('.')
  const grouped = group === '' ? whole : whole.replace(/\B(?=(\d{3})+$)/g, group)
  return `${value < 0 && /[1-9]/.test(rounded) ? '-' : ''}${grouped}${fraction === undefined ? '' : decimal + fraction}`
}

/** Digits after the decimal sign, as they are written. */
export const fractionDigits = (text: string, { decimal }: NumberStyle): number =>
  /^\d+/.exec(text.trim().split(decimal)[1] ?? '')?.[0].length ?? 0

/** Rounds half away from zero on the decimal digits that are shown, not on their binary neighbours. */
function fixed(value: number, digits: number): string {
  const scaled = Math.round(Number((Math.abs(value) * 10 ** digits).toPrecision(15)))
  const text = String(scaled).padStart(digits + 1, '0')
  const sign = value < 0 ? '-' : ''
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}
