import { flowKinds, noiseKinds, type StepLog } from '../log/step-log.ts'
import { textAt, type UiEffect, uiActions, uiEffects } from '../log/ui-log.ts'

/*
 * Figures about tasks, counted anew from their published definitions alone, on plain objects and without a thought for
 * speed: what they are held against.
 */

export interface PlainEvent {
  /** The person; of an event that names nobody whoever acted before it, else whoever acts first. */
  readonly user: string
  readonly time: number
  readonly recording: number
  readonly cut: boolean
  readonly action: string
  readonly element: number
  readonly role: string | null
  readonly screen: string | null
  readonly noise: string
  readonly effect: UiEffect
  readonly x: number
  readonly y: number
}
export interface PlainStep {
  readonly rows: readonly number[]
  readonly action: string
  readonly application: string | null
  readonly document: string | null
  readonly page: string | null
  readonly role: string | null
  readonly name: string | null
  readonly element: number
  readonly value: number
  readonly flow: string
}
export interface Plain {
  readonly events: readonly PlainEvent[]
  readonly steps: readonly PlainStep[]
}
export interface PlainFriction {
  readonly kind: string
  readonly first: number
  readonly last: number
  readonly cost: number
}

export function plainOf(log: StepLog): Plain {
  const { ui } = log
  const cuts = new Set(ui.cuts)
  const text = (element: number, key: 'application' | 'document' | 'page' | 'window' | 'role' | 'name') =>
    element < 0 ? null : textAt(ui.elements[key], element)
  return {
    events: Array.from({ length: ui.eventCount }, (_, row) => {
      const element = ui.element[row]!
      return {
        user: personAt(log, row),
        time: ui.time[row]!,
        recording: ui.recording[row]!,
        cut: cuts.has(row),
        action: uiActions[ui.action[row]!]!,
        element,
        role: text(element, 'role'),
        screen: element < 0 ? null : (text(element, 'page') ?? text(element, 'window') ?? ''),
        noise: noiseKinds[log.noise[row]!]!,
        effect: uiEffects[ui.effect?.[row] ?? 0]!,
        x: ui.x?.[row] ?? Number.NaN,
        y: ui.y?.[row] ?? Number.NaN,
      }
    }),
    steps: Array.from({ length: log.stepCount }, (_, s) => {
      const element = log.element[s]!
      return {
        rows: [...log.rows.subarray(log.rowOffsets[s]!, log.rowOffsets[s + 1]!)],
        action: uiActions[log.action[s]!]!,
        application: text(element, 'application'),
        document: text(element, 'document'),
        page: text(element, 'page'),
        role: text(element, 'role'),
        name: text(element, 'name'),
        element,
        value: log.value[s]!,
        flow: flowKinds[log.flow[s]!]!,
      }
    }),
  }
}

/** Within a recording and between two cuts: the last one named at or before the row, else the first one named. */
function personAt({ ui }: StepLog, at: number): string {
  const cuts = new Set(ui.cuts)
  const isEdge = (row: number) => row === 0 || cuts.has(row) || ui.recording[row] !== ui.recording[row - 1]
  let from = at
  while (!isEdge(from)) from--
  let to = at + 1
  while (to < ui.eventCount && !isEdge(to)) to++
  const names = Array.from({ length: to - from }, (_, i) => textAt(ui.user, from + i))
  return names.slice(0, at - from + 1).findLast(name => name !== null) ?? names.find(name => name !== null) ?? ''
}

/**
 * The sum over consecutive events of each person of min(gap, 60 s); nothing across recordings and cuts, or where time is missing
 * or runs back.
 */
export function naiveHandsOn(plain: Plain, rows: readonly number[]): number {
  const people = [...new Set(rows.map(row => plain.events[row]!.user))]
  return people.reduce(
    (sum, user) =>
      sum +
      onePersonsTime(
        plain,
        rows.filter(row => plain.events[row]!.user === user),
      ),
    0,
  )
}

function onePersonsTime({ events }: Plain, rows: readonly number[]): number {
  let sum = 0
  rows.slice(1).forEach((row, i) => {
    const before = rows[i]!
    const [a, b] = [events[before]!, events[row]!]
    const isCut = events.some((event, at) => event.cut && at > before && at <= row)
    if (a.recording !== b.recording || isCut || !(b.time > a.time)) return
    sum += Math.min(b.time - a.time, 60_000)
  })
  return sum
}

const upTo = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i)

/** Friction of all kinds by the definitions of docs/concepts/friction.md, in what each person of each recording does. */
export function naiveFriction({ events, steps }: Plain): readonly PlainFriction[] {
  const keyOf = (row: number) => `${events[row]!.recording} ${events[row]!.user}`
  const keys = [...new Set(events.map((_, row) => keyOf(row)))]
  // one person after the other, as if each had a recording of their own
  const order = keys.flatMap(key => events.flatMap((_, row) => (keyOf(row) === key ? [row] : [])))
  const hasCut = (i: number) =>
    i > 0 &&
    keyOf(order[i]!) === keyOf(order[i - 1]!) &&
    events.slice(order[i - 1]! + 1, order[i]! + 1).some(({ cut }) => cut)
  const apart = {
    events: order.map((row, i) => ({ ...events[row]!, recording: keys.indexOf(keyOf(row)), cut: hasCut(i) })),
    steps: steps
      .map(step => ({ ...step, rows: step.rows.map(row => order.indexOf(row)) }))
      .sort((a, b) => a.rows.at(-1)! - b.rows.at(-1)!),
  }
  return frictionOfEach(apart).map(({ first, last, ...rest }) => ({
    ...rest,
    first: order[first]!,
    last: order[last]!,
  }))
}

function frictionOfEach(plain: Plain): readonly PlainFriction[] {
  const { events, steps } = plain
  const cost = (first: number, last: number) => naiveHandsOn(plain, upTo(first, last))
  const end = (step: PlainStep) => step.rows.at(-1)!
  const together = (a: PlainStep, b: PlainStep) =>
    events[end(a)]!.recording === events[end(b)]!.recording &&
    !events.some((event, row) => event.cut && row > end(a) && row <= end(b))
  const found: PlainFriction[] = []
  const add = (kind: string, first: number, last: number, of = cost(first, last)) =>
    found.push({ kind, first, last, cost: of })
  const place = ({ application, document, page }: PlainStep) => JSON.stringify([application, document, page])
  const isCopy = ({ action }: PlainStep) => action === 'copy' || action === 'cut'

  steps.forEach((step, s) => {
    const before = steps[s - 1]
    if (!before || before.application === null || step.application === null) return
    if (before.application === step.application || !together(before, step)) return
    add('context-switch', end(before), Math.max(end(before), step.rows[0]!))
  })

  for (let s = 0; s < steps.length; s++) {
    if (!isCopy(steps[s]!)) continue
    const source = place(steps[s]!)
    let target: string | null = null
    let [open, pairs, last] = [false, 0, -1]
    for (let next = s; next < steps.length && together(steps[s]!, steps[next]!); next++) {
      const step = steps[next]!
      const here = place(step)
      if (step.action === 'paste') {
        target ??= here
        if (here === source || here !== target) break
        if (open) pairs++
        open = false
        last = next
      } else if (isCopy(step)) {
        if (here !== source) break
        open = true
      } else if (here !== source && here !== target) break
    }
    if (pairs < 3) continue
    add('copy-paste-loop', end(steps[s]!), end(steps[last]!))
    s = last
  }

  steps.forEach((step, s) => {
    if (step.flow !== 'retyped') return
    const from = Math.min(step.rows[0]!, s > 0 ? end(steps[s - 1]!) : step.rows[0]!)
    found.push({ kind: 'retyping', first: step.rows[0]!, last: end(step), cost: cost(from, end(step)) })
  })

  const isOdd = (row: number) =>
    events[row]!.noise === 'corrected' || events[row]!.noise === 'aborted' || events[row]!.action === 'undo'
  events.forEach((event, row) => {
    const begins = row === 0 || !isOdd(row - 1) || events[row - 1]!.recording !== event.recording
    if (!isOdd(row) || !begins) return
    let last = row
    while (last + 1 < events.length && isOdd(last + 1) && events[last + 1]!.recording === event.recording) last++
    const from = row > 0 && events[row - 1]!.recording === event.recording ? row - 1 : row
    found.push({ kind: 'correction', first: row, last, cost: cost(from, last) })
  })

  const isClick = (row: number) => /^(double-)?click$/.test(events[row]?.action ?? '')
  for (let row = 0; row < events.length; row++) {
    const near = (other: number) => {
      const [a, b] = [events[row]!, events[other]!]
      if (a.recording !== b.recording || !(b.time - a.time <= 1000)) return false
      const distance = Math.hypot(b.x - a.x, b.y - a.y)
      return Number.isNaN(distance) ? a.element >= 0 && a.element === b.element : distance <= 30
    }
    let last = row
    while (isClick(row) && isClick(last + 1) && near(last + 1)) last++
    if (last - row < 2) continue
    add('rage-click', row, last)
    row = last
  }

  const usable = ['button', 'link', 'tab', 'menuitem', 'checkbox', 'radio', 'switch', 'option', 'combobox']
  events.forEach((event, row) => {
    if (
      event.effect !== 'none' ||
      !/^(double-)?click$/.test(event.action) ||
      event.element < 0 ||
      !usable.includes(event.role ?? '')
    )
      return
    const from = row > 0 && events[row - 1]!.recording === event.recording ? row - 1 : row
    found.push({ kind: 'dead-click', first: row, last: row, cost: cost(from, row) })
  })

  found.push(...naiveScrolling(plain), ...naiveForms(plain, together), ...naiveSearches(plain, together))

  const works = ['navigate', 'open', 'submit', 'save', 'wait', 'upload', 'download']
  steps.forEach((step, s) => {
    const next = steps[s + 1]
    if (!next || !works.includes(step.action) || !together(step, next)) return
    const gap = cost(end(step), end(step) + 1)
    if (gap > 10_000) add('long-wait', end(step), end(step) + 1, gap - 10_000)
  })
  return found
}

function naiveScrolling(plain: Plain): readonly PlainFriction[] {
  const { events } = plain
  const screens: string[] = []
  events.forEach(({ screen, recording }, row) => {
    const goesOn = row > 0 && events[row - 1]!.recording === recording
    screens.push(screen ?? (goesOn ? screens[row - 1]! : ''))
  })
  const visits: number[][] = []
  events.forEach(({ recording }, row) => {
    const goesOn = row > 0 && events[row - 1]!.recording === recording && screens[row] === screens[row - 1]
    if (goesOn) visits.at(-1)!.push(row)
    else visits.push([row])
  })
  const scrollsOf = (visit: readonly number[]) => visit.filter(row => events[row]!.action === 'scroll')
  const counts = visits.map(visit => scrollsOf(visit).length).filter(count => count > 0)
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return visits
    .filter(visit => scrollsOf(visit).length >= 5 && scrollsOf(visit).length > 2 * mean)
    .map(visit => ({
      kind: 'scrolling',
      first: visit[0]!,
      last: visit.at(-1)!,
      cost: scrollsOf(visit)
        .filter(row => row > visit[0]!)
        .reduce((sum, row) => sum + naiveHandsOn(plain, [row - 1, row]), 0),
    }))
}

type Together = (a: PlainStep, b: PlainStep) => boolean
const FILLS = ['enter', 'paste', 'select']

function naiveForms(plain: Plain, together: Together): readonly PlainFriction[] {
  const { steps } = plain
  const sends = ({ action, role }: PlainStep) => action === 'submit' || (action === 'click' && role === 'button')
  return steps.flatMap((first, s) => {
    if (!sends(first) || first.page === null) return []
    const behind = steps.slice(s + 1)
    const stop = behind.findIndex(
      step => !together(first, step) || step.action === 'navigate' || step.page !== first.page,
    )
    const onPage = stop < 0 ? behind : behind.slice(0, stop)
    const again = onPage.findIndex(sends)
    if (again < 0) return []
    const begun = steps.slice(0, s).findLastIndex(step => sends(step) || !together(step, first))
    const filled = new Set(
      steps
        .slice(begun + 1, s)
        .filter(step => FILLS.includes(step.action) && step.page === first.page)
        .map(({ element }) => element),
    )
    const changed = new Set(
      onPage
        .slice(0, again)
        .filter(step => FILLS.includes(step.action) && filled.has(step.element))
        .map(({ element }) => element),
    )
    if (changed.size === 0 || changed.size === filled.size) return []
    const [from, to] = [first.rows.at(-1)!, onPage[again]!.rows.at(-1)!]
    return [{ kind: 'form-error', first: from, last: to, cost: naiveHandsOn(plain, upTo(from, to)) }]
  })
}

const SEARCH = /(^|[^\p{L}])(search|find|filter|query|lookup|suche|suchen|recherche|buscar|cerca|zoek)([^\p{L}]|$)/iu

function naiveSearches(plain: Plain, together: Together): readonly PlainFriction[] {
  const { steps } = plain
  const isSearch = ({ action, value, role, name }: PlainStep) =>
    (action === 'enter' || action === 'paste') && value >= 0 && (role === 'searchbox' || SEARCH.test(name ?? ''))
  const found: PlainFriction[] = []
  for (let s = 0; s < steps.length; s++) {
    const first = steps[s]!
    if (!isSearch(first)) continue
    const group = [first]
    for (const step of steps.slice(s + 1)) {
      if (!together(first, step)) break
      const isOwn = step.element === first.element
      if (isOwn && isSearch(step)) group.push(step)
      else if (!isOwn && [...FILLS, 'copy', 'cut'].includes(step.action)) break
    }
    const last = group.at(-1)!
    s = steps.indexOf(last)
    if (new Set(group.map(({ value }) => value)).size < 2) continue
    const [from, to] = [first.rows.at(-1)!, last.rows.at(-1)!]
    found.push({ kind: 'search-loop', first: from, last: to, cost: naiveHandsOn(plain, upTo(from, to)) })
  }
  return found
}
