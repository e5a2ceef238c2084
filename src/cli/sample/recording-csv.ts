import { random } from '../../base/random.ts'
import { DAY, formatInstant } from '../../base/time.ts'

/** How much work is recorded. */
export interface RecordingOptions {
  /** Runs of the two routines together, over all people. */
  readonly runs: number
  readonly seed: number
}

const COLUMNS =
  'timeStamp,userID,targetApp,eventType,url,content,target.workbookName,target.sheetName,target.id,target.class,target.tagName,target.type,target.name,target.value,target.innerText,target.checked,target.href,target.option,target.title,target.innerHTML'.split(
    ',',
  )
const PEOPLE = ['ann', 'bob', 'cyd', 'dee', 'eli', 'fay']
const CUSTOMERS = ['Acorn & Sons', 'Brightwater', 'Cobalt Works', 'Dune Logistics', 'Elm Street Foods', 'Fjord Trading']
const REMARKS = ['call before noon', 'leave at the gate', 'as agreed on the phone', 'two pallets', 'fragile']
const CARRIERS = ['Express', 'Standard', 'Freight']
/** Monday; runs are spread over working days from here. */
const BEGIN = Date.UTC(2025, 2, 3, 8)
const RUNS_A_DAY = 8

type Cells = Readonly<Record<string, string>>
interface Event {
  readonly time: number
  readonly cells: Cells
}

/**
 * A recording of six people as the Action Logger writes it: orders go from a sheet into a form, invoices are searched, opened and
 * approved; with remarks, searches that miss, values typed wrong, looks into the mail. By time; all of it follows from the seed.
 */
export function* recordingCsv({ runs, seed }: RecordingOptions): Generator<string> {
  yield `${COLUMNS.join(',')}\n`
  const perDay = RUNS_A_DAY * PEOPLE.length
  for (let first = 0, day = 0; first < runs; day++) {
    if (day % 7 >= 5) continue
    const count = Math.min(perDay, runs - first)
    const events = PEOPLE.flatMap((user, p) => {
      const own = Array.from({ length: count }, (_, i) => first + i).filter(run => run % PEOPLE.length === p)
      return new Person(user, BEGIN + day * DAY, random(seed * 1_000_003 + day * 101 + p)).work(own)
    })
    events.sort((a, b) => a.time - b.time)
    yield events.map(({ time, cells }) => lineOf({ ...cells, timeStamp: formatInstant(time) })).join('')
    first += count
  }
}

const lineOf = (cells: Cells) => `${COLUMNS.map(column => quoted(cells[column] ?? '')).join(',')}\n`
const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** One person's day. */
class Person {
  private readonly events: Event[] = []
  private readonly user: string
  private readonly draw: () => number
  private time: number

  constructor(user: string, begin: number, draw: () => number) {
    this.user = user
    this.draw = draw
    this.time = begin + Math.floor(draw() * 1800) * 1000
  }

  work(runs: readonly number[]): readonly Event[] {
    for (const run of runs) {
      if (this.chance(0.3)) this.mail()
      if (Math.floor(run / PEOPLE.length) % 3 === 2) this.invoice(run)
      else this.order(run)
      this.time += (120 + Math.floor(this.draw() * 1200)) * 1000
    }
    return this.events
  }

  private chance(share: number): boolean {
    return this.draw() < share
  }
  private of<T>(list: readonly T[]): T {
    return list[Math.floor(this.draw() * list.length)]!
  }

  private add(seconds: number, cells: Cells): void {
    this.time += Math.round(seconds * (0.6 + 0.8 * this.draw()) * 1000)
    this.events.push({ time: this.time, cells: { userID: this.user, ...cells } })
  }

  private mail(): void {
    const inbox = { targetApp: 'Chrome', url: 'https://mail.example/inbox', 'target.title': 'Inbox - Mail' }
    this.add(2, { ...inbox, eventType: 'selectTab' })
    this.add(6, { ...inbox, eventType: 'clickLink', 'target.tagName': 'A', 'target.innerText': 'Open message' })
  }

  private order(run: number): void {
    const row = run + 2
    const form = { targetApp: 'Chrome', url: 'https://orders.example/new', 'target.title': 'New order - Orderdesk' }
    const sheet = { targetApp: 'Excel', 'target.workbookName': 'Orders.xlsx', 'target.sheetName': 'Orders' }
    const field = (id: string, value: string) => ({
      ...form,
      'target.id': id,
      'target.tagName': 'INPUT',
      'target.type': 'text',
      'target.name': id,
      'target.value': value,
    })
    const carry = (column: string, id: string, value: string) => {
      this.add(3, {
        ...sheet,
        eventType: 'copyCell',
        'target.id': `${column}${row}`,
        content: value,
        'target.value': value,
      })
      this.add(2, { ...field(id, ''), eventType: 'clickTextField' })
      this.add(1, { ...field(id, value), eventType: 'paste', content: value })
      this.add(1, { ...field(id, value), eventType: 'editField' })
    }
    const number = `PO-${100_000 + 37 * run}`
    carry('A', 'orderNumber', number)
    carry('B', 'customer', this.of(CUSTOMERS))
    const quantity = String(1 + Math.floor(this.draw() * 40))
    if (this.chance(0.1)) this.add(3, { ...field('quantity', `${quantity}0`), eventType: 'editField' })
    this.add(3, { ...field('quantity', quantity), eventType: 'editField' })
    const carrier = this.of(CARRIERS)
    this.add(2, {
      ...field('carrier', carrier),
      'target.tagName': 'SELECT',
      eventType: 'selectOption',
      'target.option': carrier,
    })
    if (this.chance(0.25))
      this.add(9, { ...field('remark', this.of(REMARKS)), 'target.tagName': 'TEXTAREA', eventType: 'editField' })
    this.button(form, 'save', 'Save order')
  }

  private invoice(run: number): void {
    const list = { targetApp: 'Chrome', url: 'https://invoices.example/list', 'target.title': 'Invoices - Ledger' }
    const page = {
      ...list,
      url: `https://invoices.example/invoice/${50_000 + run}`,
      'target.title': 'Invoice - Ledger',
    }
    const search = (value: string) => {
      this.add(4, {
        ...list,
        eventType: 'editField',
        'target.id': 'search',
        'target.tagName': 'INPUT',
        'target.type': 'search',
        'target.name': 'search',
        'target.value': value,
      })
      this.button(list, 'find', 'Find')
    }
    const number = `INV-${50_000 + run}`
    this.add(2, { ...list, eventType: 'navigate_to' })
    if (this.chance(0.2)) search(number.slice(0, -1))
    search(number)
    this.add(3, { ...list, eventType: 'clickLink', 'target.tagName': 'A', 'target.innerText': 'Open' })
    this.add(8, {
      ...page,
      eventType: 'clickCheckbox',
      'target.tagName': 'INPUT',
      'target.type': 'checkbox',
      'target.id': 'checked',
      'target.name': 'checked',
      'target.checked': 'true',
    })
    if (this.chance(0.1)) this.button(page, 'reject', 'Reject')
    else this.button(page, 'approve', 'Approve')
  }

  private button(page: Cells, id: string, name: string): void {
    this.add(2, {
      ...page,
      eventType: 'clickButton',
      'target.id': id,
      'target.tagName': 'BUTTON',
      'target.innerText': name,
    })
  }
}
