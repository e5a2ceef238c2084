import type { UiAction } from '../../log/ui-log.ts'
import { lookup } from './lookup.ts'

const WITH_CONTROL: Readonly<Record<string, UiAction>> = {
  c: 'copy',
  insert: 'copy',
  x: 'cut',
  v: 'paste',
  z: 'undo',
  y: 'redo',
  s: 'save',
  p: 'print',
}
const MODIFIERS: Readonly<Record<string, string>> = {
  control: 'Control',
  ctrl: 'Control',
  controlleft: 'Control',
  controlright: 'Control',
  meta: 'Meta',
  metaleft: 'Meta',
  metaright: 'Meta',
  cmd: 'Meta',
  alt: 'Alt',
  altleft: 'Alt',
  altright: 'Alt',
  shift: 'Shift',
  shiftleft: 'Shift',
  shiftright: 'Shift',
}

/** Keys that have names; whatever else a recorder calls a key may be what somebody wrote. */
const NAMED =
  /^(?:enter|return|tab|esc|escape|back ?space|del|delete|ins|insert|home|end|page[ _]?(?:up|down)|(?:arrow ?)?(?:up|down|left|right)|space|f[1-9]|f1\d|f2[0-4]|caps[ _]?lock|num[ _]?lock|scroll[ _]?lock|print[ _]?screen|pause|context ?menu|menu|clear|numpad\w{1,8}|(?:control|ctrl|shift|alt|meta|cmd|win|windows|super|option|alt ?gr|alt ?graph)(?:left|right|_[lr])?|media\w{1,20}|volume ?\w{2,5}|audio\w{1,20}|browser\w{1,12}|dead|process|unidentified)$/i

/** `Control`, `Meta`, `Alt` or `Shift` where a key is one of these, else null. */
export const modifierOf = (key: string): string | null =>
  lookup(
    MODIFIERS,
    key
      .replace(/^Key\./, '')
      .replace(/_([lr])$/, '')
      .toLowerCase(),
  ) ?? null

/**
 * What pressing a key does. Keys that write are not told apart: which letters somebody typed one by one is content.
 * `Enter`, `Tab` and other keys that have names are told, and combinations with Control, Meta or Alt.
 */
export function keyAction(
  key: string,
  modifiers: ReadonlySet<string> = new Set(),
): { readonly action: UiAction; readonly sourceAction: string } {
  const name = key.replace(/^(Key\.|Key(?=[A-Z]$)|Digit(?=\d$))/, '')
  const isNamed = NAMED.test(name)
  const held = ['Control', 'Meta', 'Alt', 'Shift'].filter(modifier => modifiers.has(modifier))
  if (held.some(modifier => modifier !== 'Shift')) {
    const action = held.length === 1 && held[0] !== 'Alt' ? lookup(WITH_CONTROL, name.toLowerCase()) : undefined
    return {
      action: action ?? 'hotkey',
      sourceAction: [...held, [...name].length === 1 ? name.toUpperCase() : isNamed ? name : 'key'].join('+'),
    }
  }
  return { action: 'key', sourceAction: isNamed ? `key ${name}` : 'key' }
}
