/**
 * What a drawing was after each step, by number: the address holds the number, so that back and forward of the browser undo and
 * redo. They last as long as the tab's history does.
 */
export interface Revisions {
  /** null: it is not remembered (any more). */
  at(number: number): string | null
  /** Whether any step is this. */
  has(text: string): boolean
  /** The first step of a drawing that begins as it stands: all others are told apart from it. */
  begin(text: string): number
  /** The step after `number`: whatever came after it before is forgotten. Gives its number. */
  add(number: number, before: string, after: string): number
}

const KEPT = 200
const KEY = (name: string) => `parfocal.revisions.${name}`
type Step = readonly [number, string]

export function revisionsOf(name: string, memory: Pick<Storage, 'getItem' | 'setItem'> = sessionStorage): Revisions {
  const steps = new Map<number, string>(read(memory, KEY(name)))
  const remember = () => {
    try {
      memory.setItem(KEY(name), JSON.stringify([...steps]))
    } catch {
      // Full or forbidden memory: the steps last as long as the page.
    }
  }
  return {
    at: number => steps.get(number) ?? null,
    has: text => [...steps.values()].includes(text),
    begin(text) {
      const number = 1 + [...steps.keys()].reduce((most, known) => Math.max(most, known), 0)
      steps.set(number, text)
      remember()
      return number
    },
    add(number, before, after) {
      for (const known of [...steps.keys()]) if (known > number || known <= number - KEPT) steps.delete(known)
      steps.set(number, before)
      steps.set(number + 1, after)
      remember()
      return number + 1
    },
  }
}

function read(memory: Pick<Storage, 'getItem'>, key: string): readonly Step[] {
  try {
    const value: unknown = JSON.parse(memory.getItem(key) ?? '[]')
    if (!Array.isArray(value)) return []
    return value.filter(
      (step): step is Step => Array.isArray(step) && Number.isSafeInteger(step[0]) && typeof step[1] === 'string',
    )
  } catch {
    return []
  }
}
