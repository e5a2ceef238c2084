// Logs of a known shape: node make-log.mjs KIND EVENTS TARGET
//   distinct   11 events a case over 15 activities, no two cases with the same sequence; a folder
//   wide       20 events a case over 100 activities, each with its place in a long process; packed XES
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { random } from '../../dist/base/index.js'
import { nodePlatform } from '../../dist/base/platform.node.js'
import { formats } from '../../dist/formats/index.js'
import { writeLogFolder } from '../../dist/formats/index.node.js'
import { EventLogBuilder, Problems } from '../../dist/log/index.js'

const [kind, count, target] = process.argv.slice(2)
const events = Number(count)
const HOUR = 3_600_000
const FROM = Date.UTC(2023, 0, 1)

/** Appends the events of a case, an hour or so apart. */
function addCase(builder, number, codes, names, draw) {
  const row = builder.cases.addText(`C${number}`)
  let at = FROM + Math.floor(draw() * 700 * 24) * HOUR
  for (const code of codes) {
    const event = builder.nextEvent(row)
    builder.setComplete(event, at)
    builder.activity.setText(event, names[code])
    at += Math.floor((0.2 + draw()) * HOUR)
  }
}

/** Case number n differs from all others in its first six events: the digits of n, scrambled, in base 15. */
function distinct(builder, draw) {
  const names = Array.from({ length: 15 }, (_, i) => `Step ${i + 1}`)
  const codes = new Array(11)
  const space = 15 ** 6
  const cases = Math.ceil(events / codes.length)
  if (cases > space) throw new RangeError(`At most ${space} cases can differ.`)
  for (let n = 0; n < cases; n++) {
    let key = (n * 7_368_787) % space
    for (let i = 0; i < codes.length; i++) {
      codes[i] = i < 6 ? key % 15 : Math.floor(draw() * 15)
      key = Math.floor(key / 15)
    }
    addCase(builder, n, codes, names, draw)
  }
}

/** Cases walk forward through 100 activities in strides that some activities prefer, and now and then go back. */
function wide(builder, draw) {
  const names = Array.from({ length: 100 }, (_, i) => `Activity number ${String(i + 1).padStart(3, '0')}`)
  for (let n = 0; n < events / 20; n++) {
    const codes = []
    let at = Math.floor(draw() * 6)
    for (let i = 0; i < 20; i++) {
      codes.push(at)
      const chance = draw()
      const stride = chance < 0.82 ? 1 + (at % 7) : chance < 0.93 ? 2 + (at % 5) : chance < 0.98 ? 6 : -3
      at = (at + stride + names.length) % names.length
    }
    addCase(builder, n, codes, names, draw)
  }
}

const builder = new EventLogBuilder()
const draw = random(42)
if (kind === 'distinct') distinct(builder, draw)
else if (kind === 'wide') wide(builder, draw)
else throw new RangeError(`There is no kind of log "${kind}".`)
const log = builder.finish(new Problems(), { name: kind })
if (kind === 'distinct') {
  await writeLogFolder(target, log, [])
} else {
  const xes = formats.find(format => format.id === 'xes')
  await pipeline(xes.write(log, nodePlatform), createGzip({ level: 6 }), createWriteStream(target))
}
console.log(JSON.stringify({ work: 'make', cases: log.caseCount, events: log.eventCount }))
