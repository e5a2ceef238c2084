import type { OutputKind } from './output.ts'
import { playwright } from './playwright/bot.ts'

/** Everything that a procedure can become. */
export const outputs: readonly OutputKind[] = [playwright]
