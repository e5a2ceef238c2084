import { InputError, UsageError } from './exit.ts'
import { onOneLine } from './text-table.ts'

/** What a routine is named by. */
interface Named {
  readonly id: string
  readonly name: string
}

/**
 * The routine that is meant: by its id, its name, or a beginning of its name (case does not matter) that no other name has.
 * Throws `UsageError` that lists them where several are, `InputError` where none is.
 */
export function routineNamed<R extends Named>(routines: readonly R[], wanted: string): R {
  const beginning = wanted.trim().toLowerCase()
  const ways: readonly ((routine: R) => boolean)[] = [
    ({ id }) => id === wanted,
    ({ name }) => name === wanted,
    ({ name }) => beginning !== '' && name.toLowerCase().startsWith(beginning),
  ]
  for (const fits of ways) {
    const found = routines.filter(fits)
    if (found.length === 1) return found[0]!
    if (found.length > 1)
      throw new UsageError(
        `Several routines are called "${wanted}", or begin so: name one by its id.\n${found.map(listed).join('\n')}`,
      )
  }
  if (routines.length === 0) throw new InputError('No routine was found in the recording: nothing can be made of it.')
  throw new InputError(`There is no routine "${wanted}"; \`parfocal ui routines\` lists them.`)
}

const listed = ({ id, name }: Named): string => `  ${id}  ${onOneLine(name)}`
