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
  const held = ['Control', 'Meta', 'Alt', 'Shift'].filter(modifier => modifiers.has(modifier))
  if (held.some(modifier => modifier !== 'Shift')) {
    const action = held.length === 1 && held[0] !== 'Alt' ? lookup(WITH_CONTROL, name.toLowerCase()) : undefined
    return {
      action: action ?? 'hotkey',
      sourceAction: [...held, [...name].length === 1 ? name.toUpperCase() : name].join('+'),
    }
  }
  return { action: 'key', sourceAction: [...name].length === 1 || name.length > 20 ? 'key' : `key ${name}` }
}
