/** An answer, or the reason why the question does not apply. Never thrown. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly because: string }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const notApplicable = <T>(because: string): Result<T> => ({ ok: false, because })
