/** Name of the capture rule of `keepValues`, as the log says it. */
export const KEEP_VALUES = 'keep-values'
