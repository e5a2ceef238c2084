const PREFIX = 'ui-'

/** How the routine log of a stored UI log is named among the logs of a server: by the UI log that it is made of. */
export const routineLogId = (uiLog: string): string => `${PREFIX}${uiLog}`

/** The stored UI log whose routine log is named; null where the name is that of another log. */
export const uiLogOf = (log: string): string | null => (log.startsWith(PREFIX) ? log.slice(PREFIX.length) : null)
