import type { LogRecord } from '../../store/index.ts'

/** A log as it is shown outside: without the names of files and folders. */
export function shownLog({ version: _, sources, ...log }: LogRecord) {
  return {
    ...log,
    sources: sources.map(({ file, ...source }) => ({ ...source, kept: file !== null })),
  }
}
