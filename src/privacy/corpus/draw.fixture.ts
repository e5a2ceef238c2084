import { random } from '../../base/random.ts'

/** Seeded draws for the corpus. */
export class Draw {
  private readonly next: () => number
  constructor(seed: number) {
    this.next = random(seed)
  }
  /** Integer in [from, to]. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }
  chance(share: number): boolean {
    return this.next() < share
  }
  of<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!
  }
  word(list: string): string {
    return this.of(list.split(' '))
  }
  /** `#` a digit, `@` an upper-case letter, `&` a lower-case one, `?` a letter or digit of any case, `%` a hex digit. */
  fill(pattern: string): string {
    return pattern.replace(/[#@&?%]/g, sign => {
      if (sign === '#') return String(this.int(0, 9))
      if (sign === '@') return String.fromCharCode(this.int(65, 90))
      if (sign === '&') return String.fromCharCode(this.int(97, 122))
      if (sign === '%') return this.int(0, 15).toString(16)
      return this.of([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'])
    })
  }
  digits(count: number): string {
    return this.fill('#'.repeat(count))
  }
  /** A day of a grown person's birth. */
  birth(): { year: number; month: number; day: number; yy: string; mm: string; dd: string } {
    const [year, month] = [this.int(1935, 2006), this.int(1, 12)]
    const day = this.int(1, month === 2 ? 28 : [4, 6, 9, 11].includes(month) ? 30 : 31)
    const two = (n: number) => String(n % 100).padStart(2, '0')
    return { year, month, day, yy: two(year), mm: two(month), dd: two(day) }
  }
  shuffled<T>(list: readonly T[]): T[] {
    const all = [...list]
    for (let i = all.length - 1; i > 0; i--) {
      const j = this.int(0, i)
      ;[all[i], all[j]] = [all[j]!, all[i]!]
    }
    return all
  }
  /** Digits cut into groups of the given sizes. */
  groups(text: string, sizes: readonly number[], separator: string): string {
    let at = 0
    return sizes.map(size => text.slice(at, (at += size))).join(separator)
  }
}
