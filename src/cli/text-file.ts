import { readFile } from 'node:fs/promises'
import { UsageError } from './exit.ts'

/** The text of a file that an option names. */
export async function textFile(file: string, option: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${option}: ${file} cannot be read (${(error as Error).message}).`)
  }
}
