import type { Platform } from '../base/platform.ts'
import type { Masked } from '../log/masked.ts'
import { BoundedCache } from './bounded-cache.ts'
import type { ValuePlace } from './masking-rules.ts'

/** Hex characters kept of a hash: 64 bits. */
const HASH = 16
const DAY = 86_400_000

/** What is remembered of one person's day. */
export interface Drawer {
  readonly key: Promise<Uint8Array>
  readonly masked: BoundedCache<string, Masked>
}

/**
 * A key for each person and UTC day, derived from the secret: HMAC-SHA-256 of the two, never stored. What is hashed
 * under it matches within that day of that person and nowhere else. Where the source names nobody, the recording stands
 * for the person; without times, a person has one day.
 */
export class PersonDays {
  private readonly platform: Platform
  private readonly secret: Uint8Array
  private readonly drawers = new BoundedCache<string, Drawer>(64)

  constructor(platform: Platform, secret: Uint8Array) {
    this.platform = platform
    this.secret = secret
  }

  drawer({ user, time, recording = null }: ValuePlace): Drawer {
    const day = time === undefined || Number.isNaN(time) ? 'no day' : Math.floor(time / DAY)
    const name = `${day}/${user === null ? `recording/${recording ?? ''}` : `person/${user}`}`
    let drawer = this.drawers.get(name)
    if (!drawer) {
      const key = this.platform.hmac(this.secret, `person-day/1\n${name}`).then(bytesOfHex)
      drawer = { key, masked: new BoundedCache(20_000) }
      this.drawers.set(name, drawer)
    }
    return drawer
  }

  async hash(place: ValuePlace, text: string): Promise<string> {
    return (await this.platform.hmac(await this.drawer(place).key, text)).slice(0, HASH)
  }

  clear(): void {
    this.drawers.clear()
  }
}

export const bytesOfHex = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
