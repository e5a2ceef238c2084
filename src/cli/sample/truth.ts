import { toUtc } from './office-time.ts'
import { activities, CHANGE, people, type SampleActivity, type SampleCase } from './order-to-cash.ts'

/** What is planted in a sample, counted while it was made. Shares are 0..1, times ms on the clock. */
export interface SampleTruth {
  readonly cases: number
  readonly seed: number
  readonly events: number
  readonly emptyCases: number
  /** Cases that ended (paid, rejected or cancelled) before the log does. */
  readonly completedCases: number
  readonly valueEur: number
  readonly reviews: number
  readonly meanReviewWaitMs: number
  /** Mean wait before all other steps done by people. */
  readonly meanOtherWaitMs: number
  readonly priceCorrections: number
  readonly addressCorrections: number
  readonly creditRechecks: number
  readonly invoiceBeforeShipCases: number
  readonly sameCreatorApproverCases: number
  /** Cases whose order and approval were both done by people: of them one in some breaks the four-eyes rule. */
  readonly manualCreateAndApproveCases: number
  readonly automaticApprovalsBefore: number
  readonly approvalsBefore: number
  readonly automaticApprovalsAfter: number
  readonly approvalsAfter: number
  readonly meanApprovalWaitBeforeMs: number
  readonly meanApprovalWaitAfterMs: number
  readonly deliveries: number
  readonly deliveriesOnTime: number
}

const code = (name: SampleActivity): number => activities.indexOf(name)
const [CREATE, CHECK, REVIEW, REJECT] = [
  code('Create order'),
  code('Check credit'),
  code('Review credit'),
  code('Reject order'),
]
const [PRICE, ADDRESS, APPROVE, CANCEL] = [
  code('Correct price'),
  code('Correct address'),
  code('Approve order'),
  code('Cancel order'),
]
const [SHIP, INVOICE, DELIVER, PAY] = [
  code('Ship goods'),
  code('Create invoice'),
  code('Deliver goods'),
  code('Receive payment'),
]
const SYSTEM = people.findIndex(p => p.team === 'System')
const CARRIER = people.findIndex(p => p.team === 'Carrier')

/** Counts the planted facts case by case. Waits are start minus complete of the entry before, as on the map. */
export class TruthCounter {
  private readonly sum = {
    events: 0,
    emptyCases: 0,
    completedCases: 0,
    cents: 0,
    reviews: 0,
    reviewWait: 0,
    otherWaits: 0,
    otherWait: 0,
    priceCorrections: 0,
    addressCorrections: 0,
    creditRechecks: 0,
    invoiceBeforeShipCases: 0,
    sameCreatorApproverCases: 0,
    manualCreateAndApproveCases: 0,
    deliveries: 0,
    deliveriesOnTime: 0,
  }
  private readonly approvals = [0, 0]
  private readonly automatic = [0, 0]
  private readonly approvalWait = [0, 0]

  add(c: SampleCase): void {
    const { sum } = this
    sum.events += c.size
    if (c.size === 0) {
      sum.emptyCases++
      return
    }
    sum.cents += c.value
    let seen = 0
    let creator = -1
    let approver = -1
    for (let i = 0; i < c.size; i++) {
      const activity = c.activity[i]!
      const person = c.person[i]!
      const wait = i === 0 ? 0 : toUtc(c.start[i]!) - toUtc(c.complete[i - 1]!)
      if (activity === CREATE) creator = person
      if (activity === PRICE) sum.priceCorrections++
      if (activity === ADDRESS) sum.addressCorrections++
      if (activity === CHECK && seen & (1 << CHECK)) sum.creditRechecks++
      if (activity === INVOICE && !(seen & (1 << SHIP))) sum.invoiceBeforeShipCases++
      if (activity === DELIVER) {
        sum.deliveries++
        if (c.complete[i]! <= c.due) sum.deliveriesOnTime++
      }
      if (activity === APPROVE) {
        approver = person
        const period = c.complete[i]! < CHANGE ? 0 : 1
        this.approvals[period]!++
        if (person === SYSTEM) this.automatic[period]!++
        this.approvalWait[period]! += wait
      }
      if (activity === REVIEW) {
        sum.reviews++
        sum.reviewWait += wait
      } else if (i > 0 && person !== SYSTEM && person !== CARRIER && activity !== PAY) {
        sum.otherWaits++
        sum.otherWait += wait
      }
      seen |= 1 << activity
    }
    if (seen & ((1 << PAY) | (1 << REJECT) | (1 << CANCEL))) sum.completedCases++
    if (creator !== SYSTEM && approver !== -1 && approver !== SYSTEM) {
      sum.manualCreateAndApproveCases++
      if (creator === approver) sum.sameCreatorApproverCases++
    }
  }

  result(made: { readonly cases: number; readonly seed: number }): SampleTruth {
    const { cents, reviewWait, otherWait, otherWaits, ...counts } = this.sum
    const mean = (total: number, n: number) => (n === 0 ? 0 : Math.round(total / n))
    return {
      cases: made.cases,
      seed: made.seed,
      ...counts,
      valueEur: cents / 100,
      meanReviewWaitMs: mean(reviewWait, counts.reviews),
      meanOtherWaitMs: mean(otherWait, otherWaits),
      automaticApprovalsBefore: this.automatic[0]!,
      approvalsBefore: this.approvals[0]!,
      automaticApprovalsAfter: this.automatic[1]!,
      approvalsAfter: this.approvals[1]!,
      meanApprovalWaitBeforeMs: mean(this.approvalWait[0]!, this.approvals[0]!),
      meanApprovalWaitAfterMs: mean(this.approvalWait[1]!, this.approvals[1]!),
    }
  }
}
