/** Whether a text was masked, whole or in part: it finds nothing, or something else. */
export const isMasked = (text: string): boolean => /\{(?:[Aa9*][^{}]{0,40}|[a-z]+(?:-[a-z]+)?)\}/.test(text)
