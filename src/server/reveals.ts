import { randomUUID } from 'node:crypto'
import { RequestError } from '../base/errors.ts'
import { defaultView } from '../log/engine.ts'
import { isHalf, openCase, type SealedCase } from '../privacy/sealed-names.node.ts'
import { type DataFolder, type Principal, type RevealEntry, samePerson } from '../store/index.ts'
import { readyLog } from './library.ts'
import { type Reveal, revealsOf } from './reveal-steps.ts'
import { type Revealed, revealedSteps } from './revealed-steps.ts'
import { type Seal, sealedCase, sealsIn } from './seal-files.ts'
import type { Ask } from './written.ts'

/** The part of a holder in a seal, as only they can open it. */
export interface OwnPart {
  readonly seal: string
  readonly id: string
  readonly ephemeral: string
  readonly box: string
}
/** The halves of one holder for one case, base64 by the id of the seal. */
export type Halves = Readonly<Record<string, string>>

/** Names behind the pseudonyms of one case, for two holders of its seal together. Every step is in the store's log of reveals. */
export interface Reveals {
  parts(principal: Principal, log: string, caseId: string): Promise<readonly OwnPart[]>
  ask(principal: Principal, about: Asked): Promise<Reveal>
  approve(principal: Principal, id: string, halves: Halves): Promise<Reveal>
  /** By a holder; by who asked, to withdraw it. */
  refuse(principal: Principal, id: string): Promise<Reveal>
  /** For the two of an approved reveal, while its time runs; each look is written down before it is answered. */
  names(principal: Principal, id: string): Promise<Revealed>
  /** Those that are about logs whose parts somebody holds, newest first; all of them for owners and the works council. */
  list(principal: Principal): Promise<readonly Reveal[]>
  close(): Promise<void>
}
export interface Asked {
  readonly log: string
  readonly case: string
  readonly rule: string
  readonly reason: string
  readonly halves: Halves
}

export interface RevealOptions {
  readonly folder: DataFolder
  /** To the logs, before the person gate: who did what in the one case. */
  readonly ask: Ask
  /** How long a reveal waits for the second person, and how long its names can be seen, in ms. */
  readonly askedMs: number
  readonly seenMs: number
}

/** A holder of seals that have names of a case. */
interface Hold {
  readonly seals: readonly { readonly seal: Seal; readonly sealed: SealedCase; readonly index: number }[]
}
/** What an open reveal has of its two people. Never written anywhere: with the server it is gone, and the reveal lapses. */
interface Open {
  readonly asker: Halves
  approver: Halves | null
}

/** How often reveals whose time is over are marked so, in ms. */
const LOOK = 30_000

export async function createReveals({ folder, ask, askedMs, seenMs }: RevealOptions): Promise<Reveals> {
  const { store } = folder
  const open = new Map<string, Open>()
  // One action after the other: two that decide at once would both be right.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  const all = async () => revealsOf(await store.revealLog.list())
  const add = (of: Reveal, step: RevealEntry['step'], by: Principal | null, until: number | null) =>
    store.revealLog.add({
      ...{ reveal: of.id, step, principal: by?.id ?? null, name: by?.name ?? null },
      ...{ log: of.log, case: of.case, rule: of.rule, reason: of.reason, until },
    })
  /** Ends what waited too long, and what lost its halves with the server that it was asked of. */
  const lapse = async () => {
    for (const { reveal } of (await all()).values()) {
      if (reveal.until === null || (reveal.until > Date.now() && open.has(reveal.id))) continue
      open.delete(reveal.id)
      await add(reveal, 'expired', null, null)
    }
  }
  const find = async (id: string, state: 'asked' | 'approved') => {
    await lapse()
    const found = (await all()).get(id)
    if (!found) throw new RequestError('There is no such reveal.', 'not-found')
    if (found.reveal.state !== state) throw new RequestError(whyNot(found.reveal.state), 'conflict')
    return { ...found, held: open.get(id)! }
  }

  /** The seals of a log, with the index of this holder in each; throws where they hold no part of any. */
  const heldBy = async ({ id }: Principal, log: string) => {
    const { version } = await readyLog(folder, log)
    const path = folder.versionPath(log, version)
    const key = await store.principals.publicKey(id)
    const seals = (await sealsIn(path)).map(seal => ({
      seal,
      index: key === null ? -1 : seal.holders.findIndex(({ publicKey }) => publicKey === key),
    }))
    const held = seals.filter(({ index }) => index >= 0)
    if (held.length === 0)
      throw new RequestError(
        'Names are revealed only to those they were sealed to at the import, each with a token and a key of their own.',
        'refused',
      )
    return { path, held }
  }
  const hold = async (principal: Principal, log: string, caseId: string): Promise<Hold> => {
    const { path, held } = await heldBy(principal, log)
    const seals: { seal: Seal; sealed: SealedCase; index: number }[] = []
    for (const { seal, index } of held) {
      const sealed = await sealedCase(path, seal, caseId)
      if (sealed) seals.push({ seal, sealed, index })
    }
    if (seals.length === 0) throw new RequestError('No names of this case are sealed.', 'not-found')
    return { seals }
  }
  const checkHalves = ({ seals }: Hold, halves: Halves) => {
    const wrong = seals.some(({ seal, sealed, index }) => !isHalf(sealed, index, halves[seal.id] ?? ''))
    if (wrong || Object.keys(halves).length !== seals.length)
      throw new RequestError('These are not your halves for this case: read your parts and make them anew.', 'refused')
  }

  await lapse()
  const timer = setInterval(() => void inTurn(lapse).catch(() => undefined), LOOK)
  timer.unref()
  return {
    async parts(principal, log, caseId) {
      const { seals } = await hold(principal, log, caseId)
      return seals.map(({ seal, index }) => {
        const { id, ephemeral, box } = seal.holders[index]!
        return { seal: seal.id, id, ephemeral, box }
      })
    },
    ask: (principal, { halves, ...about }) =>
      inTurn(async () => {
        await lapse()
        checkHalves(await hold(principal, about.log, about.case), halves)
        const id = randomUUID()
        const asked = { ...about, id, state: 'asked', askedBy: '', decidedBy: null, asked: 0, until: null } as const
        open.set(id, { asker: halves, approver: null })
        await add(asked, 'asked', principal, Date.now() + askedMs)
        return (await all()).get(id)!.reveal
      }),
    approve: (principal, id, halves) =>
      inTurn(async () => {
        const { reveal, asker, held } = await find(id, 'asked')
        if (principal.id === asker || samePerson(principal.name, reveal.askedBy))
          throw new RequestError('Whoever asked cannot approve it: the second person must be somebody else.', 'refused')
        const own = await hold(principal, reveal.log, reveal.case)
        checkHalves(own, halves)
        await opened(own, held.asker, halves)
        held.approver = halves
        await add(reveal, 'approved', principal, Date.now() + seenMs)
        return (await all()).get(id)!.reveal
      }),
    refuse: (principal, id) =>
      inTurn(async () => {
        const { reveal, asker } = await find(id, 'asked')
        if (principal.id !== asker) await heldBy(principal, reveal.log)
        open.delete(id)
        await add(reveal, 'refused', principal, null)
        return (await all()).get(id)!.reveal
      }),
    names: (principal, id) =>
      inTurn(async () => {
        const { reveal, asker, approver, held } = await find(id, 'approved')
        if (principal.id !== asker && principal.id !== approver)
          throw new RequestError('Only the two people of a reveal see its names.', 'refused')
        const own = await hold(principal, reveal.log, reveal.case)
        const names =
          principal.id === asker
            ? await opened(own, held.approver!, held.asker)
            : await opened(own, held.asker, held.approver!)
        const detail = await ask('caseDetail', { log: reveal.log, view: defaultView, filter: [], id: reveal.case })
        await add(reveal, 'seen', principal, reveal.until)
        return revealedSteps(detail.value, names)
      }),
    list: principal =>
      inTurn(async () => {
        await lapse()
        const reveals = [...(await all()).values()].reverse()
        if (principal.role === 'owner' || principal.role === 'council') return reveals.map(({ reveal }) => reveal)
        const shown: Reveal[] = []
        const mine = new Map<string, boolean>()
        for (const { reveal, asker } of reveals) {
          if (!mine.has(reveal.log))
            mine.set(
              reveal.log,
              await heldBy(principal, reveal.log).then(
                () => true,
                () => false,
              ),
            )
          if (asker === principal.id || mine.get(reveal.log)) shown.push(reveal)
        }
        return shown
      }),
    async close() {
      clearInterval(timer)
      await turn.catch(() => undefined)
    },
  }
}

/** The names of all seals of a case. Throws where the other's halves belong to other seals: the log was read anew. */
async function opened({ seals }: Hold, other: Halves, own: Halves): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const { seal, sealed, index } of seals) {
    const half = other[seal.id] ?? ''
    const from = seal.holders.findIndex((_, i) => i !== index && isHalf(sealed, i, half))
    const found =
      from < 0 ? null : openCase(seal.id, sealed, { index, half: own[seal.id] ?? '' }, { index: from, half })
    if (!found) throw new RequestError('The log was read anew meanwhile: ask for the reveal again.', 'conflict')
    for (const [pseudonym, name] of found) names.set(pseudonym, name)
  }
  return names
}

/** Why nothing can be done with a reveal as it stands. */
function whyNot(state: Reveal['state']): string {
  if (state === 'asked') return 'Nobody has approved the reveal yet: a second person must.'
  if (state === 'approved') return 'The reveal is approved already: both of you see its names.'
  return `The reveal is ${state}; ask anew where it is still needed.`
}
