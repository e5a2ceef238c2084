import { FreeNames } from '../../base/free-names.ts'
import { compareText } from '../../base/sort.ts'
import { quantileInPlace } from '../../base/statistics.ts'
import { type Masked, maskedAt, valueClasses } from '../../log/masked.ts'
import { columnName, type Names } from '../../log/naming.ts'
import type { StepLog } from '../../log/step-log.ts'
import { elementAt, textAt, type UiAction, uiActions } from '../../log/ui-log.ts'
import type { Routine } from '../../model/routine.ts'
import { candidateBase, handsOnOf } from '../candidates/base.ts'
import { Effort, ROUTINE_EFFORT } from '../transformations/effort.ts'
import { conditionOf } from './condition.ts'
import { type AlignedInstance, alignInstances } from './instances.ts'
import { keyOf } from './key.ts'
import { cellOf, pointerOf } from './place.ts'
import type { Parameter, Procedure, ProcedureException, ProcedureStep, ValueSource } from './procedure.ts'
import { ReadPlaces } from './read-places.ts'
import { runsOf } from './runs.ts'
import { isIrreversible, stepKindOf, writes } from './step-kind.ts'
import { valueSourceOf } from './value-source.ts'

/** Instances shown as evidence. */
const SHOWN = 5
/** Parameters that may tell when an optional step is done: the latest ones, which is all of them in most routines. */
const TELLING = 100
const READS: ReadonlySet<UiAction> = new Set(['read', 'copy', 'cut'])

/**
 * A routine as a procedure that can be done again: its steps in order, what each needs and where that comes from, when
 * optional ones are done, what cannot be taken back, and what people did otherwise. Deterministic; time: steps × instances,
 * and the searches for rules, bounded together (`ROUTINE_EFFORT`): a field beyond that is for a person, and says why.
 * `logFingerprint`: what the UI log is known by where it is kept.
 */
export function procedureOf(
  routine: Routine,
  log: StepLog,
  names: Names,
  logFingerprint: string | null = null,
): Procedure {
  const instances = alignInstances(routine, log)
  const builder = new ProcedureBuilder(routine, log, names, instances)
  const kept = lastWrites(routine, log, instances)
  for (let at = 0; at < routine.steps.length; at++) {
    const earlier = kept.get(at)
    if (earlier !== undefined) builder.take(at, earlier)
  }
  return { ...builder.finish(), logFingerprint }
}

/**
 * Of several writes into one element without a reading of it between, only the last one shows in the end. The steps that
 * are kept, each with the earlier writes that it stands for.
 */
function lastWrites(
  routine: Routine,
  log: StepLog,
  instances: readonly AlignedInstance[],
): ReadonlyMap<number, readonly number[]> {
  const kept = new Map<number, readonly number[]>([...routine.steps.keys()].map(at => [at, []]))
  const lastOn = new Map<number, number>()
  routine.steps.forEach((step, at) => {
    const { action, element } = commonest(at, log, instances)
    if (element < 0) return
    if (READS.has(action)) lastOn.delete(element)
    else if (writes(action)) {
      const before = lastOn.get(element)
      if (before !== undefined && routine.steps[before]!.share <= step.share) {
        kept.set(at, [...kept.get(before)!, before])
        kept.delete(before)
      }
      lastOn.set(element, at)
    } else if (action === 'submit' || action === 'click' || action === 'navigate') lastOn.clear()
  })
  return kept
}

function commonest(at: number, log: StepLog, instances: readonly AlignedInstance[]) {
  const counts = new Map<number, { step: number; count: number }>()
  for (const { steps } of instances) {
    const step = steps[at]!
    if (step < 0) continue
    const known = counts.get(log.element[step]!)
    if (known) known.count++
    else counts.set(log.element[step]!, { step, count: 1 })
  }
  let best: { step: number; count: number } | null = null
  for (const one of counts.values()) if (!best || one.count > best.count) best = one
  const step = best?.step ?? -1
  return {
    step,
    element: step < 0 ? -1 : log.element[step]!,
    action: step < 0 ? ('other' as const) : uiActions[log.action[step]!]!,
  }
}

class ProcedureBuilder {
  private readonly steps: ProcedureStep[] = []
  private readonly parameters: Parameter[] = []
  private readonly free = new FreeNames()
  private readonly effort = new Effort(ROUTINE_EFFORT)
  private readonly places: ReadPlaces
  private readonly valuesOf = new Map<string, readonly (string | null)[]>()
  private readonly idOf = new Map<number, string>()
  private readonly routine: Routine
  private readonly log: StepLog
  private readonly names: Names
  private readonly instances: readonly AlignedInstance[]

  constructor(routine: Routine, log: StepLog, names: Names, instances: readonly AlignedInstance[]) {
    this.routine = routine
    this.log = log
    this.names = names
    this.instances = instances
    this.places = new ReadPlaces(log, instances)
  }

  take(at: number, earlier: readonly number[]): void {
    const { log, routine } = this
    const { step, element, action } = commonest(at, log, this.instances)
    if (step < 0) return
    const ui = log.ui
    const found = elementAt(ui.elements, element)
    const row = log.rows[log.rowOffsets[step + 1]! - 1]!
    const name = this.names.element(ui.elements, element) ?? columnName(ui, row)
    const id = `s${this.steps.length + 1}`
    this.idOf.set(at, id)
    const done = this.instances.map(({ steps }) => steps[at]! >= 0)
    const share = done.filter(Boolean).length / Math.max(1, this.instances.length)
    const reads = READS.has(action) ? this.read(at, row, element, name, id) : null
    const value = writes(action)
      ? this.written(at, earlier, name ?? routine.steps[at]!.label, found?.role ?? null)
      : null
    const shown = this.sampleValue(at)
    const key = keyOf(textAt(ui.sourceAction, row))
    this.steps.push({
      id,
      at,
      label: routine.steps[at]!.label,
      action,
      ...(key === null ? {} : { key }),
      element: found,
      cell: cellOf(log, at, this.instances),
      pointer: pointerOf(log, at, this.instances),
      value,
      reads,
      share,
      condition: share < 0.95 ? conditionOf(done, this.known()) : null,
      irreversible: isIrreversible(action, found?.name ?? name, found?.role ?? null, key),
      ...stepKindOf(action, value, shown?.class ?? 'text'),
    })
  }

  /** A reading: of a sheet or file it is input that a bot is given, of a page it is a step that reads. */
  private read(at: number, row: number, element: number, name: string | null, id: string): string | null {
    const { ui } = this.log
    const outside = element < 0 || textAt(ui.elements.page, element) === null
    if (!outside) {
      this.places.add({ step: at, source: { kind: 'read', step: id } })
      return null
    }
    const place = this.names.place(ui.elements, element)
    const parameter = this.parameterNamed(
      name ?? 'value',
      at,
      [place, columnName(ui, row) ?? name].filter(Boolean).join(', '),
      false,
    )
    this.places.add({ step: at, source: { kind: 'parameter', name: parameter } })
    return parameter
  }

  private written(at: number, earlier: readonly number[], name: string, role: string | null): ValueSource {
    if (role === 'password' || this.sampleValue(at)?.class === 'secret')
      return { kind: 'secret', name: name.toUpperCase().replace(/[^A-Z0-9]+/g, '_') }
    const source = valueSourceOf(at, earlier, this.places, this.instances, this.log, name, this.effort)
    if (source.kind !== 'unknown') return source
    return { ...source, name: this.parameterNamed(name, at, 'a person', true) }
  }

  private parameterNamed(wanted: string, at: number, from: string, byPerson: boolean): string {
    const name = this.free.take(wanted)
    const sample = this.sampleValue(at)
    this.parameters.push({ name, class: sample?.class ?? 'text', shape: sample?.shape ?? '', from, byPerson })
    this.valuesOf.set(
      name,
      this.instances.map(({ steps }) => maskedAt(this.log.ui.values, stepValue(this.log, steps[at]!))?.clear ?? null),
    )
    return name
  }

  /** The commonest class and shape of what stands there, as one of its values. */
  private sampleValue(at: number): Masked | null {
    const counts = new Map<string, { value: Masked; count: number }>()
    for (const { steps } of this.instances) {
      const value = maskedAt(this.log.ui.values, stepValue(this.log, steps[at]!))
      if (!value) continue
      const key = `${valueClasses.indexOf(value.class)} ${value.shape}`
      const known = counts.get(key)
      if (known) known.count++
      else counts.set(key, { value, count: 1 })
    }
    let best: { value: Masked; count: number } | null = null
    for (const one of counts.values()) if (!best || one.count > best.count) best = one
    return best?.value ?? null
  }

  private known() {
    return this.parameters.slice(-TELLING).map(({ name }) => ({ name, values: this.valuesOf.get(name)! }))
  }

  finish(): Omit<Procedure, 'logFingerprint'> {
    const { routine, log } = this
    const times = routine.instances.map(({ rows }) => handsOnOf(log.ui, rows)).filter(time => !Number.isNaN(time))
    const applications = new Set<string>()
    for (const { element } of this.steps) if (element?.application) applications.add(element.application)
    return {
      id: routine.id,
      name: routine.name,
      applications: [...applications].sort(compareText),
      parameters: this.parameters,
      steps: this.steps,
      variants: this.variants(),
      runs: runsOf(routine, this.instances, this.idOf),
      exceptions: this.exceptions(),
      base: candidateBase(routine, log),
      handsOnMs: median(times),
      evidence: routine.instances.slice(0, SHOWN).map(({ first, last }) => ({ first, last })),
    }
  }

  private variants(): Procedure['variants'] {
    const counts = new Map<string, { steps: readonly string[]; count: number }>()
    for (const { steps } of this.instances) {
      const ids = [...steps].flatMap((step, at) => (step >= 0 && this.idOf.has(at) ? [this.idOf.get(at)!] : []))
      const known = counts.get(ids.join())
      if (known) known.count++
      else counts.set(ids.join(), { steps: ids, count: 1 })
    }
    return [...counts.values()]
      .sort((a, b) => b.count - a.count || compareText(a.steps.join(), b.steps.join()))
      .map(({ steps, count }) => ({ steps, share: count / this.instances.length }))
  }

  /** Steps of single instances that the routine does not have, by label. */
  private exceptions(): readonly ProcedureException[] {
    const counts = new Map<string, number>()
    for (const { others } of this.instances)
      for (const label of new Set(others.map(step => textAt(this.log.label, step) ?? 'something else')))
        counts.set(label, (counts.get(label) ?? 0) + 1)
    return [...counts]
      .map(([label, instances]) => ({ label, instances, share: instances / this.instances.length }))
      .sort((a, b) => b.instances - a.instances || compareText(a.label, b.label))
  }
}

const stepValue = (log: StepLog, step: number) => (step < 0 ? -1 : log.value[step]!)

const median = (values: readonly number[]) => quantileInPlace(Float64Array.from(values), 0.5)
