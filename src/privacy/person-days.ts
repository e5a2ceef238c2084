import { HmacSha256 } from '../base/hmac-sha256.ts'
import type { Masked } from '../log/masked.ts'
import { BoundedCache } from './bounded-cache.ts'
import type { ValuePlace } from './masking-rules.ts'

/** Hex characters kept of a hash: 64 bits. */
const HASH = 16
const DAY = 86_400_000

/** Texts remembered of a person's day, of all kinds of places together. */
const TEXTS = 10_000

/** What is remembered of one person's day, and the key that hashes on it. */
export class Drawer {
  private places = new Map<string, Map<string, Masked>>()
  private size = 0
  private readonly hmac: HmacSha256

  constructor(key: Uint8Array) {
    this.hmac = new HmacSha256(key)
  }

  /** By kind of place, then by text alone: a key of both would have to be built and hashed for every event. */
  get(place: string, text: string): Masked | undefined {
    return this.places.get(place)?.get(text)
  }

  set(place: string, text: string, masked: Masked): void {
    if (++this.size > TEXTS) {
      this.places = new Map()
      this.size = 1
    }
    let texts = this.places.get(place)
    if (!texts) this.places.set(place, (texts = new Map()))
    texts.set(text, masked)
  }

  hash(text: string): string {
    return this.hmac.hex(text, HASH)
  }
}

/**
 * A key for each person and UTC day, derived from the secret: HMAC-SHA-256 of the two, never stored. What is hashed
 * under it matches within that day of that person and nowhere else. Where the source names nobody, the recording stands
 * for the person; without times, a person has one day.
 */
export class PersonDays {
  private readonly secret: HmacSha256
  private readonly drawers = new BoundedCache<string, Drawer>(64)
  /** The one asked for last: events of a person's day come together. */
  private last: { readonly name: string; readonly drawer: Drawer } | null = null

  constructor(secret: Uint8Array) {
    this.secret = new HmacSha256(secret)
  }

  drawer({ user, time, recording = null }: ValuePlace): Drawer {
    const day = time === undefined || Number.isNaN(time) ? 'no day' : Math.floor(time / DAY)
    const name = `${day}/${user === null ? `recording/${recording ?? ''}` : `person/${user}`}`
    if (this.last?.name === name) return this.last.drawer
    let drawer = this.drawers.get(name)
    if (!drawer) {
      drawer = new Drawer(bytesOfHex(this.secret.hex(`person-day/1\n${name}`)))
      this.drawers.set(name, drawer)
    }
    this.last = { name, drawer }
    return drawer
  }

  clear(): void {
    this.drawers.clear()
    this.last = null
  }
}

export const bytesOfHex = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
