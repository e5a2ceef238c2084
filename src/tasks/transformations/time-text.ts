/** How a time of day or a length of time is written: `H` `HH` hours, `h` of twelve, `mm` minutes, `ss` seconds, `a` AM or PM. */
export type TimeStyle = (typeof timeStyles)[number] | (typeof timePartStyles)[number]
/** Whole hours of a length of time, and the minutes beyond them. */
export const timePartStyles = ['H', 'm', 'mm'] as const
export const timeStyles = [
  'H:mm',
  'HH:mm',
  'HH:mm:ss',
  'HHmm',
  'HH.mm',
  'h:mm a',
  'hh:mm a',
  'h:mma',
  'minutes',
  'hours',
] as const

const TIMES: Readonly<Partial<Record<TimeStyle, RegExp>>> = {
  'H:mm': /^(\d{1,3}):([0-5]\d)$/,
  'HH:mm': /^(\d\d):([0-5]\d)$/,
  'HH:mm:ss': /^(\d\d):([0-5]\d):00$/,
  HHmm: /^([01]\d|2[0-3])([0-5]\d)$/,
  'HH.mm': /^(\d\d)\.([0-5]\d)$/,
  'h:mm a': /^([1-9]|1[0-2]):([0-5]\d) ([AP]M)$/,
  'hh:mm a': /^(0[1-9]|1[0-2]):([0-5]\d) ([AP]M)$/,
  'h:mma': /^([1-9]|1[0-2]):([0-5]\d)([ap]m)$/,
  minutes: /^()(\d{1,5})$/,
  hours: /^(\d{1,4}\.\d\d)()$/,
}

/** Minutes, or null where the text is not a time in this style. */
export function parseTime(text: string, style: TimeStyle): number | null {
  const found = TIMES[style]?.exec(text)
  if (!found) return null
  const [, hours, minutes, half] = found
  if (half !== undefined)
    return ((Number(hours) % 12) + (half[0]!.toLowerCase() === 'p' ? 12 : 0)) * 60 + Number(minutes)
  const all = Number(hours) * 60 + Number(minutes)
  return Number.isInteger(all) ? all : null
}

/** null where this style cannot say it: the hours of a day end at 24. */
export function printTime(time: number, style: TimeStyle): string | null {
  if (style === 'minutes') return String(time)
  if (style === 'hours') return (Math.round((time * 100) / 60) / 100).toFixed(2)
  const [hours, minutes] = [Math.floor(time / 60), String(time % 60).padStart(2, '0')]
  if (style === 'H') return String(hours)
  if (style === 'm') return String(time % 60)
  if (style === 'mm') return minutes
  if (style === 'H:mm') return `${hours}:${minutes}`
  if (hours > 23) return null
  const two = String(hours).padStart(2, '0')
  const twelve = String(hours % 12 || 12)
  switch (style) {
    case 'HH:mm':
      return `${two}:${minutes}`
    case 'HH:mm:ss':
      return `${two}:${minutes}:00`
    case 'HHmm':
      return two + minutes
    case 'HH.mm':
      return `${two}.${minutes}`
    case 'h:mm a':
      return `${twelve}:${minutes} ${hours < 12 ? 'AM' : 'PM'}`
    case 'hh:mm a':
      return `${twelve.padStart(2, '0')}:${minutes} ${hours < 12 ? 'AM' : 'PM'}`
    case 'h:mma':
      return `${twelve}:${minutes}${hours < 12 ? 'am' : 'pm'}`
  }
}

/** Minutes later, on the clock: after midnight comes the next day. */
export const later = (time: number, minutes: number): number => (((time + minutes) % 1440) + 1440) % 1440
