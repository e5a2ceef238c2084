import type { PeopleRule } from '../analyses/index.ts'
import type { Cancel } from '../base/platform.ts'
import { engineFor } from '../engine/gated.ts'
import { engineOver } from '../engine/proxy.ts'
import type { Engine, Question } from '../log/engine.ts'
import { PersonGate } from '../privacy/person-gate.ts'
import type { Principal, Store } from '../store/index.ts'
import { type Ask, readByGate, Written } from './written.ts'

const SETTING = 'person-gate'
/** What the gate remembers is written down at most this often, in ms. */
const PAUSE = 10_000

/** The person gate of this server: one for everybody who asks, and its memory outlives a restart. */
export interface Gate {
  readonly minimum: number
  /** Questions as this principal may put them. */
  askFor(principal: Principal): Ask
  /** What this principal may see of the people of a UI log. */
  peopleRule(principal: Principal): PeopleRule
  /** The log has other events now, or is gone: answers about its people begin anew. */
  restart(log: string): Promise<void>
  close(): Promise<void>
}

export interface GateOptions {
  readonly store: Store
  /** To the logs of cases, and to whatever logs are made for those whom a rule is for. */
  readonly askUnder: (rule: PeopleRule) => Ask
  /** Whether owners look past the gate: only where the server is reached from this machine alone. */
  readonly lifted: boolean
}

export async function openGate({ store, askUnder, lifted }: GateOptions): Promise<Gate> {
  const memory = await store.settings.get(SETTING)
  const gate = new PersonGate(memory === null ? {} : { memory })
  let written = JSON.stringify(memory)
  const save = async () => {
    const snapshot = gate.snapshot()
    const text = JSON.stringify(snapshot)
    if (text === written) return
    await store.settings.set(SETTING, snapshot)
    written = text
  }
  const timer = setInterval(() => void save().catch(() => undefined), PAUSE)
  timer.unref()
  const looksPast = (principal: Principal) => lifted && principal.role === 'owner'
  const peopleRule = (principal: Principal): PeopleRule =>
    looksPast(principal) ? { minimum: null } : { minimum: gate.minimum, shared: true }
  return {
    minimum: gate.minimum,
    askFor(principal) {
      const owner = { kind: 'owner-of-file', mayLift: true, lifted: true } as const
      const asking = looksPast(principal) ? owner : ({ kind: 'member', mayLift: false } as const)
      const gated = engineFor(asking, engineForGate(askUnder(peopleRule(principal))), gate)
      return async (question, params, cancel) => {
        const answer = await (question === 'logs'
          ? gated.logs(cancel)
          : (gated[question] as (params: object, cancel?: Cancel) => Promise<unknown>)(params, cancel))
        return answer instanceof Written ? answer : Written.of(answer)
      }
    },
    peopleRule,
    async restart(log) {
      gate.restart(`${JSON.stringify(log)} `)
      await save()
    },
    async close() {
      clearInterval(timer)
      await save()
    },
  }
}

/** An engine for the gate: answers that it does not look into are not read, and come out of it as they went in. */
const engineForGate = (ask: Ask): Engine =>
  engineOver(async (question: Question, params, cancel) => {
    const answer = await ask(question, params, cancel)
    return readByGate.has(question) ? answer.value : answer
  })
