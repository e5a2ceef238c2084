import { random } from '../../base/random.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../base/time.ts'
import {
  afterWork,
  afterWorkingDays,
  dayOf,
  daysLeftOfQuarter,
  isWorkingDay,
  localDate,
  monthOf,
  OPENS,
  whenOpen,
} from './office-time.ts'

/**
 * An order-to-cash process of a company that does not exist, two years long. What is planted in it, and how much of
 * it, stands in samples/README.md. Instants are local (see office-time.ts). One case at a time, in order of arrival.
 */
export const activities = [
  'Create order',
  'Check credit',
  'Review credit',
  'Reject order',
  'Correct price',
  'Correct address',
  'Approve order',
  'Cancel order',
  'Pick goods',
  'Ship goods',
  'Create invoice',
  'Deliver goods',
  'Send reminder',
  'Receive payment',
  'Receive return',
  'Create credit note',
] as const
export type SampleActivity = (typeof activities)[number]
const code = Object.fromEntries(activities.map((name, i) => [name, i])) as Record<SampleActivity, number>

export const teams = {
  Sales: ['Anke Brodt', 'Bela Horn', 'Carla Wirt', 'Dirk Amsel', 'Edda Kron', 'Falk Lenz', 'Gesa Pohl'],
  Credit: ['Hanno Vogt', 'Ilka Stern', 'Jost Reh', 'Kaja Thul', 'Lars Ebel'],
  'Depot North': ['Maja Dorn', 'Nils Quast', 'Ole Fink', 'Pia Gerst', 'Rolf Zink'],
  'Depot South': ['Selma Ried', 'Timo Haff', 'Ute Moll', 'Veit Lohe', 'Wanda Kirn'],
  Billing: ['Xenia Busch', 'Yves Tann', 'Zita Falk', 'Arno Leib', 'Britta Sand'],
  System: ['SYSTEM'],
  Carrier: [''],
} as const
export type Team = keyof typeof teams
const teamNames = Object.keys(teams) as Team[]
/** Every resource with its team; what an event refers to by number. The carrier has no name: its events have no resource. */
export const people = teamNames.flatMap(team => teams[team].map(name => ({ name, team })))
const firstOf = Object.fromEntries(teamNames.map(team => [team, people.findIndex(p => p.team === team)])) as Record<
  Team,
  number
>
const SYSTEM = firstOf.System
const CARRIER = firstOf.Carrier

export const regions = ['North', 'East', 'South', 'West'] as const
export const segments = ['Small', 'Medium', 'Key', 'New'] as const
export const channels = ['Web', 'EDI', 'Phone', 'Mail'] as const
export const products = ['Tools', 'Pumps', 'Valves', 'Spares'] as const

/** The log shows what was completed from 1 January 2024 to 31 December 2025. */
export const BEGIN = localDate(2024, 1, 1)
export const FINISH = localDate(2026, 1, 1)
/** From here on, orders of at most `AUTOMATIC_UP_TO` EUR are approved by the system. */
export const CHANGE = localDate(2025, 1, 1)
export const AUTOMATIC_UP_TO = 5000

/** The case at hand; the same arrays are used for the next one. Events 0..size-1 stand by complete. */
export interface SampleCase {
  number: number
  region: number
  segment: number
  channel: number
  product: number
  /** Cents. */
  value: number
  items: number
  /** Promised delivery. */
  due: number
  size: number
  readonly activity: Uint8Array
  readonly start: Float64Array
  readonly complete: Float64Array
  readonly person: Uint8Array
}

/** How many orders a month brings, against the mean: a dip in summer, a peak before Christmas. */
const season = [0.9, 0.9, 1.0, 1.0, 0.95, 1.0, 0.8, 0.75, 1.05, 1.15, 1.3, 1.2]
const DAYS = dayOf(FINISH)

/** Days by cumulative weight: weekends bring a quarter, the second year a tenth more. */
function arrivalDays(): Float64Array {
  const until = new Float64Array(DAYS)
  let total = 0
  for (let day = 0; day < DAYS; day++) {
    total += season[monthOf(day)]! * (isWorkingDay(day) ? 1 : 0.25) * (day < dayOf(CHANGE) ? 1 : 1.1)
    until[day] = total
  }
  return until.map(weight => weight / total)
}

/**
 * The cases of the sample one after the other, by day of arrival. The object given is the same each time.
 * Cut at the end of 2025: cases under way then are incomplete. Deterministic in (cases, seed).
 */
export function* orderToCash(cases: number, seed: number): Generator<SampleCase> {
  const simulation = new Simulation(random(seed))
  const until = arrivalDays()
  let day = 0
  for (let number = 0; number < cases; number++) {
    const at = (number + simulation.draw()) / cases
    while (day < DAYS - 1 && until[day]! <= at) day++
    simulation.run(number, day)
    yield simulation.current
  }
}

const LONGEST = 64

class Simulation {
  readonly draw: () => number
  readonly current: SampleCase = {
    number: 0,
    region: 0,
    segment: 0,
    channel: 0,
    product: 0,
    value: 0,
    items: 0,
    due: 0,
    size: 0,
    activity: new Uint8Array(LONGEST),
    start: new Float64Array(LONGEST),
    complete: new Float64Array(LONGEST),
    person: new Uint8Array(LONGEST),
  }

  constructor(draw: () => number) {
    this.draw = draw
  }

  run(number: number, day: number): void {
    const c = this.current
    c.number = number
    c.size = 0
    this.attributes(day)
    const created = this.create(day)
    c.due = afterWorkingDays(created, c.segment === 2 ? 6 : 9)
    const credit = this.credit(created)
    const correct = credit === null ? null : this.correct(credit)
    if (correct !== null) {
      const approved = this.approve(correct)
      if (this.chance(0.03)) this.manual('Cancel order', 'Sales', approved, this.exponential(6 * HOUR), 5, 10)
      else this.fulfil(approved)
    }
    this.cut()
  }

  private attributes(day: number): void {
    const c = this.current
    c.region = this.choose(0.35, 0.15, 0.3)
    c.segment = this.choose(0.4, 0.3, 0.15)
    const open = isWorkingDay(day)
    c.channel = open ? this.choose(0.4, 0.25, 0.2) : this.choose(0.75, 0.25, 0)
    c.product = this.choose(0.4, 0.2, 0.25)
    const [low, spread] = c.segment === 2 ? [2000, 9000] : c.segment === 1 ? [800, 3500] : [120, 1800]
    c.value = Math.round(100 * (low + this.exponential(spread)))
    c.items = 1 + Math.floor(this.exponential(c.segment === 2 ? 12 : 4))
  }

  private create(day: number): number {
    const { channel } = this.current
    if (channel < 2) {
      const at = day * DAY + this.between(6 * HOUR, 22 * HOUR)
      return this.add('Create order', at, at, SYSTEM)
    }
    const at = day * DAY + OPENS + this.between(0, 8 * HOUR)
    return this.add('Create order', at, at + this.between(5 * MINUTE, 25 * MINUTE), this.oneOf('Sales'))
  }

  /** The credit check, with a review by the one credit team where it is not clear; null where the order is rejected. */
  private credit(from: number): number | null {
    const c = this.current
    const checked = this.add('Check credit', from + 2 * SECOND, from + this.between(3 * SECOND, 9 * SECOND), SYSTEM)
    const unclear = c.segment === 3 ? 0.6 : c.segment === 2 ? 0.12 : 0.26
    if (!this.chance(unclear + (c.value > 1_000_000 ? 0.25 : 0))) return checked
    const peak = monthOf(dayOf(checked)) >= 9 ? 1.7 : 1
    const reviewed = this.manual(
      'Review credit',
      'Credit',
      checked,
      peak * (8 * HOUR + this.exponential(26 * HOUR)),
      20,
      60,
    )
    if (!this.chance(0.08)) return reviewed
    this.manual('Reject order', 'Credit', reviewed, this.exponential(HOUR), 3, 8)
    return null
  }

  /** Corrected prices are checked again, a corrected address is not; null where the order is rejected after all. */
  private correct(from: number): number | null {
    let now = from
    for (
      let again = 0;
      again < 3 && this.chance(this.current.channel === 1 ? 0.04 : again === 0 ? 0.12 : 0.2);
      again++
    ) {
      now = this.manual('Correct price', 'Sales', now, this.exponential(5 * HOUR), 5, 30)
      const checked = this.credit(now)
      if (checked === null) return null
      now = checked
    }
    if (this.chance(this.current.channel === 0 ? 0.1 : 0.05))
      now = this.manual('Correct address', 'Sales', now, this.exponential(3 * HOUR), 3, 12)
    return now
  }

  private approve(from: number): number {
    const c = this.current
    if (from >= CHANGE && c.value <= AUTOMATIC_UP_TO * 100 && this.chance(0.96))
      return this.add('Approve order', from + 5 * SECOND, from + this.between(6 * SECOND, 20 * SECOND), SYSTEM)
    const wait = this.exponential((from < CHANGE ? 9 : 5) * HOUR)
    const start = afterWork(from, wait)
    const creator = c.person[0]!
    let approver = this.oneOf('Sales')
    if (creator !== SYSTEM) {
      if (this.chance(0.1)) approver = creator
      else if (approver === creator) approver = firstOf.Sales + ((creator - firstOf.Sales + 1) % teams.Sales.length)
    }
    return this.add('Approve order', start, afterWork(start, this.between(3 * MINUTE, 10 * MINUTE)), approver)
  }

  private fulfil(approved: number): void {
    const c = this.current
    const depot: Team = c.region < 2 ? 'Depot North' : 'Depot South'
    const early = this.chance(daysLeftOfQuarter(dayOf(approved)) < 10 ? 0.12 : 0.02)
    let invoiced = 0
    let ready = approved
    if (early) ready = invoiced = this.manual('Create invoice', 'Billing', approved, HOUR, 4, 12)
    const picked = this.manual('Pick goods', depot, ready, this.exponential(5 * HOUR), 10, 40)
    const shipped = this.manual('Ship goods', depot, picked, this.between(HOUR, 4 * HOUR), 10, 20)
    if (!early)
      invoiced =
        c.channel < 2 && this.chance(0.7)
          ? this.add(
              'Create invoice',
              dayOf(shipped) * DAY + 20 * HOUR,
              dayOf(shipped) * DAY + 20 * HOUR + this.between(SECOND, 30 * SECOND),
              SYSTEM,
            )
          : this.manual('Create invoice', 'Billing', shipped, this.exponential(6 * HOUR), 4, 12)
    const arrived = afterWorkingDays(shipped, 0.8 + this.draw() * 1.9)
    const delivered = this.add('Deliver goods', arrived, arrived + this.between(5 * MINUTE, 40 * MINUTE), CARRIER)
    if (this.chance(0.04)) {
      const back = this.manual('Receive return', depot, delivered + this.between(3 * DAY, 10 * DAY), HOUR, 10, 30)
      this.manual('Create credit note', 'Billing', back, this.exponential(8 * HOUR), 5, 15)
    }
    this.collect(invoiced)
  }

  /** Web and EDI orders are debited two to three working days after the invoice; others are paid within 7 (key customers 14) days, or late. */
  private collect(invoiced: number): void {
    const debit = this.current.channel < 2
    const term = (this.current.segment === 2 ? 14 : 7) * DAY
    const late = !debit && this.chance(0.18)
    const days = late ? term + this.exponential(10 * DAY) : term * (0.2 + 0.8 * this.draw())
    const paid = debit ? afterWorkingDays(invoiced, 1.8 + this.draw()) : invoiced + days
    for (let reminder = 1; reminder <= 2; reminder++) {
      const at = whenOpen(invoiced + term + reminder * 7 * DAY)
      if (at >= paid) break
      this.add('Send reminder', at, at + SECOND, SYSTEM)
    }
    if (debit || this.chance(0.6)) {
      const booked = whenOpen(paid)
      this.add('Receive payment', booked, booked + this.between(SECOND, 20 * SECOND), SYSTEM)
    } else this.manual('Receive payment', 'Billing', paid, this.exponential(3 * HOUR), 3, 10)
  }

  /** Work by a person: waits `wait` of office time, then takes some minutes of it. Gives its end. */
  private manual(
    activity: SampleActivity,
    team: Team,
    from: number,
    wait: number,
    least: number,
    most: number,
  ): number {
    const start = afterWork(from, wait)
    return this.add(activity, start, afterWork(start, this.between(least * MINUTE, most * MINUTE)), this.oneOf(team))
  }

  private add(activity: SampleActivity, start: number, complete: number, person: number): number {
    const c = this.current
    const whole = (ms: number) => Math.floor(ms / SECOND) * SECOND
    let at = c.size++
    // by complete: billing and delivery run side by side
    while (at > 0 && c.complete[at - 1]! > whole(complete)) {
      c.activity[at] = c.activity[at - 1]!
      c.start[at] = c.start[at - 1]!
      c.complete[at] = c.complete[at - 1]!
      c.person[at] = c.person[at - 1]!
      at--
    }
    c.activity[at] = code[activity]
    c.start[at] = whole(start)
    c.complete[at] = whole(complete)
    c.person[at] = person
    return complete
  }

  private cut(): void {
    const c = this.current
    while (c.size > 0 && c.complete[c.size - 1]! >= FINISH) c.size--
  }

  private chance = (probability: number): boolean => this.draw() < probability
  private between = (least: number, most: number): number => least + this.draw() * (most - least)
  private exponential = (mean: number): number => -mean * Math.log(1 - this.draw())
  private oneOf = (team: Team): number => firstOf[team] + Math.floor(this.draw() * teams[team].length)
  private choose(...shares: number[]): number {
    let left = this.draw()
    for (let i = 0; i < shares.length; i++) if ((left -= shares[i]!) < 0) return i
    return shares.length
  }
}
