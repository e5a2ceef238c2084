import type { Layer } from './rewriting.ts'
import { approach } from './rules/approach.ts'
import { clickIntoField } from './rules/click-into-field.ts'
import { clickRepeated } from './rules/click-repeated.ts'
import { clickThenChoose } from './rules/click-then-choose.ts'
import { clickWithoutEntry } from './rules/click-without-entry.ts'
import { commandEffect } from './rules/command-effect.ts'
import { copyAfterRead } from './rules/copy-after-read.ts'
import { copyEcho } from './rules/copy-echo.ts'
import { copyUnused } from './rules/copy-unused.ts'
import { duplicate } from './rules/duplicate.ts'
import { keysIntoText } from './rules/keys-into-text.ts'
import { navigationChain } from './rules/navigation-chain.ts'
import { pasteAfterCopy } from './rules/paste-after-copy.ts'
import { pasteThenEdit } from './rules/paste-then-edit.ts'
import { readUnused } from './rules/read-unused.ts'
import { reload } from './rules/reload.ts'
import { signIn } from './rules/sign-in.ts'
import { switchIdle } from './rules/switch-idle.ts'
import { toolOpened } from './rules/tool-opened.ts'
import { typingRun } from './rules/typing-run.ts'
import { undone } from './rules/undone.ts'
import { writeOverwritten } from './rules/write-overwritten.ts'

/**
 * What is done to a log, in order. The order between layers matters: what an event means is read off its neighbours as
 * recorded, so it is settled before anything is left out, and events are joined to steps when no noise stands between.
 */
export const layers: readonly Layer[] = [
  { id: 'one event', rules: [duplicate] },
  { id: 'meaning', rules: [copyEcho, copyAfterRead, pasteAfterCopy] },
  { id: 'focus', rules: [clickIntoField] },
  { id: 'undone', rules: [undone] },
  { id: 'redundant', rules: [copyUnused, readUnused, writeOverwritten] },
  { id: 'sign-in', rules: [signIn] },
  { id: 'noise', rules: [clickWithoutEntry, clickRepeated, reload, switchIdle] },
  { id: 'tools', rules: [toolOpened] },
  { id: 'joined', rules: [keysIntoText, typingRun, pasteThenEdit, clickThenChoose, approach] },
  { id: 'effects', rules: [commandEffect] },
  { id: 'ways', rules: [navigationChain] },
]

/** The layers of the redundancy filter of Leno et al., 2020: what stands after them is what their log would hold. */
export const redundancyLayers: readonly Layer[] = layers.slice(0, 5)
