import { FreeNames } from '../../base/free-names.ts'
import { maskedAt, type ValueClass } from '../../log/masked.ts'
import type { StepLog } from '../../log/step-log.ts'
import { flowKinds } from '../../log/step-log.ts'
import type { AlignedInstance, Expression, Procedure, ProcedureStep, ValueSource } from '../../tasks/index.ts'
import { evaluate } from '../../tasks/index.ts'
import { sampleValue } from '../sample-values.ts'
import type { Slot } from './trajectory.ts'

const DERIVED = flowKinds.indexOf('derived')

/**
 * The values of one instance as slots with invented texts. Steps share a slot where one took its value from the other, or
 * their hashes are equal. A slot that the procedure computes from others gets the computed text, so that what an agent
 * has to type follows from what it can read; but only by programs that carry no text of a recording.
 */
export class Slots {
  readonly all: Slot[] = []
  private readonly ofStep = new Map<number, Slot>()
  private readonly byHash = new Map<string, Slot>()
  private readonly names = new FreeNames()
  private readonly log: StepLog
  private readonly aligned: AlignedInstance
  private readonly seed: number
  /** Steps of the procedure: by the step of the log, by their id, by the parameter that they read. */
  private readonly ofLog = new Map<number, ProcedureStep>()
  private readonly byId = new Map<string, ProcedureStep>()
  private readonly byParameter = new Map<string, ProcedureStep>()

  constructor(log: StepLog, procedure: Procedure, aligned: AlignedInstance, seed: number) {
    this.log = log
    this.aligned = aligned
    this.seed = seed
    for (const step of procedure.steps) {
      const own = aligned.steps[step.at]!
      if (own >= 0) this.ofLog.set(own, step)
      this.byId.set(step.id, step)
      if (step.reads !== null && !this.byParameter.has(step.reads)) this.byParameter.set(step.reads, step)
    }
  }

  /** The slot of a step's value, made where it is new; null where the step has no value. `name`: what people call it. */
  of(step: number, name: string): Slot | null {
    const known = this.ofStep.get(step)
    if (known) return known
    const value = maskedAt(this.log.ui.values, this.log.value[step]!)
    const source = this.log.source[step]!
    const taken = source >= 0 && this.log.flow[step] !== DERIVED ? this.ofStep.get(source) : undefined
    if (value === null && !taken) return null
    const same = taken ?? (value?.hash == null ? undefined : this.byHash.get(value.hash))
    const slot = same ?? this.made(step, name, value?.class ?? 'text', value?.shape ?? 'aaaa')
    this.ofStep.set(step, slot)
    if (value?.hash != null && !this.byHash.has(value.hash)) this.byHash.set(value.hash, slot)
    return slot
  }

  private made(step: number, wanted: string, kind: ValueClass, shape: string): Slot {
    const name = this.names.take(wanted)
    const text = this.computed(step) ?? this.invented(name, kind, shape)
    const slot = { name, class: kind, text }
    this.all.push(slot)
    return slot
  }

  private invented(name: string, kind: ValueClass, shape: string): string {
    const letters = /[Aa9]/.test(shape) ? shape : 'aaaa'
    const parameter = { name, class: kind, shape: letters, from: '', byPerson: false }
    return sampleValue(parameter, this.seed, this.all.length + 1)
  }

  /** What the procedure makes of the slots before; null where it does not say, or its program carries texts. */
  private computed(step: number): string | null {
    const value = this.ofLog.get(step)?.value ?? null
    if (value?.kind !== 'computed' || !isTextFree(value.program)) return null
    const inputs = value.from.map(source => this.textOf(source))
    return inputs.every(input => input !== null) ? evaluate(value.program, inputs) : null
  }

  private textOf(source: ValueSource): string | null {
    const read =
      source.kind === 'read'
        ? this.byId.get(source.step)
        : source.kind === 'parameter'
          ? this.byParameter.get(source.name)
          : undefined
    const step = read ? this.aligned.steps[read.at]! : -1
    return step < 0 ? null : (this.ofStep.get(step)?.text ?? null)
  }
}

/** Whether no letter or digit of a recorded value stands in a program: constants, tables and cases can hold some. */
export function isTextFree(program: Expression): boolean {
  const isSign = (text: string) => !/[\p{L}\p{N}]/u.test(text)
  switch (program.op) {
    case 'input':
      return true
    case 'constant':
      return isSign(program.text)
    case 'join':
      return program.parts.every(isTextFree)
    case 'replace':
      return isSign(program.text) && isSign(program.by) && isTextFree(program.of)
    case 'combine':
      return isTextFree(program.left) && isTextFree(program.right)
    case 'lookup':
    case 'switch':
    case 'arithmetic':
      return false
    default:
      return isTextFree(program.of)
  }
}
