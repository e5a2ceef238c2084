import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { FormatError, RequestError } from '../../base/errors.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { Draw } from '../../privacy/corpus/draw.fixture.ts'
import { openUiLog } from './open-ui-log.ts'
import { writableUiFormats } from './writable-ui-formats.ts'

/*
 * A canary is put into one place of a sample, drawn at random, and looked for in everything that is made of the file: all
 * forms of a UI log, the problems, the refusal. Two kinds: what detectors know is nowhere kept, wherever it stands; what
 * they do not know is not kept where content stands (a value, a title, a query, a person).
 */

const folder = join(import.meta.dirname, '../../../samples')
const samples = readdirSync(folder).filter(name => /^ui-(?!log).*\.(csv|jsonl?|mht|xes)$/.test(name))

/** A place in a text where a string stands: its name, and how to put another one there. */
interface Leaf {
  readonly name: string
  readonly text: string
  put(text: string): string
}

function leavesOf(name: string, text: string): Leaf[] {
  if (name.endsWith('.csv')) return csvLeaves(text)
  if (/\.jsonl?$/.test(name))
    return leavesBy(text, /"([^"\\]+)"\s*:\s*"((?:[^"\\]|\\.)*)"/g, string => JSON.stringify(string).slice(1, -1))
  const xml = (string: string) =>
    string.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)
  return name.endsWith('.xes')
    ? leavesBy(text, /<string key="([^"]+)" value="([^"]*)"/g, xml)
    : leavesBy(text, /\b(Name|AutomationId|FileDescription|FileName|ControlType)="([^"]*)"/g, xml)
}

function leavesBy(text: string, pattern: RegExp, written: (text: string) => string): Leaf[] {
  return Array.from(text.matchAll(pattern), match => {
    const end = match.index + match[0].lastIndexOf('"')
    const from = end - match[2]!.length
    return { name: match[1]!, text: match[2]!, put: put => text.slice(0, from) + written(put) + text.slice(end) }
  })
}

function csvLeaves(text: string): Leaf[] {
  const { data, meta } = Papa.parse<string[]>(text.trim())
  const [header = []] = data
  return data.slice(1).flatMap((cells, r) =>
    cells.map((cell, c) => ({
      name: header[c] ?? '',
      text: cell,
      put: (put: string) =>
        Papa.unparse(
          data.map((row, i) => (i === r + 1 ? row.map((old, k) => (k === c ? put : old)) : row)),
          { delimiter: meta.delimiter },
        ),
    })),
  )
}

/** Everything that comes of a file, as one text. */
async function madeOf(name: string, content: string): Promise<string> {
  try {
    const { log, problems } = await openUiLog(bytesSource(name, new TextEncoder().encode(content)), {
      platform: nodePlatform,
      key: new Uint8Array(32).fill(3),
    })
    let text = JSON.stringify(problems)
    for (const { id, write } of writableUiFormats)
      if (id !== 'ui-zip') for await (const chunk of write(log, nodePlatform)) text += new TextDecoder().decode(chunk)
    return text
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof RequestError)) throw error
    return error.message
  }
}

/** What detectors know, drawn: an address, an account, a token. */
function known(draw: Draw): string {
  const kind = draw.int(0, 2)
  if (kind === 0) return [draw.fill('zq&&&&&&.&&&&&&&'), draw.fill('zq&&&&&&&&.example')].join('@')
  if (kind === 1) return draw.fill('ghp_????????????????????????????????????')
  const account = draw.digits(18)
  const check = 98n - (BigInt(`${account}131400`) % 97n)
  return `DE${String(check).padStart(2, '0')}${account}`
}

test.each(samples)('%s: what detectors know is kept nowhere, wherever it stands', async name => {
  const text = readFileSync(join(folder, name), 'utf8')
  const leaves = leavesOf(name, text)
  expect(leaves.length).toBeGreaterThan(5)
  await fc.assert(
    fc.asyncProperty(fc.nat(leaves.length - 1), fc.nat(), fc.constantFrom('whole', 'behind'), async (at, seed, how) => {
      const leaf = leaves[at]!
      const canary = known(new Draw(seed))
      const made = await madeOf(name, leaf.put(how === 'whole' ? canary : `${leaf.text} ${canary}`))
      expect(made.toLowerCase().includes(canary.toLowerCase()), `${leaf.name}: ${canary}`).toBe(false)
    }),
    { numRuns: 60 },
  )
})

/** Names of the places that hold content, by the beginning of the sample's name; addresses are filled in their query and fragment. */
const CONTENT: Readonly<Record<string, RegExp>> = {
  'ui-action-logger-forms': /^target\.value$/,
  'ui-action-logger.': /^(content|target\.value|target\.title|userID|target\.workbookName|url|target\.href)$/,
  'ui-table-windows': /^(UserName|ActiveWindowTitle|Text|URL)$/,
  'ui-smart-rpa': /^(user|clipboard_content|workbook|cell_content|title|browser_url|tag_value|tag_href|tag_option)$/,
  'ui-chrome-recorder': /^(value|url)$/,
  'ui-playwright': /^(text|url)$/,
  'ui-workflow-use': /^(value|url|frameUrl|selectedText|key)$/,
  'ui-rrweb': /^(href|text|value)$/,
  'ui-agent-net': /^(text)$/,
  'ui-activity-watch': /^(title|url|file|hostname)$/,
  'ui-simulated': /^(Value|Url|FileName|org:resource)$/,
}

const withContent = samples.filter(name => Object.keys(CONTENT).some(start => name.startsWith(start)))
test.each(withContent)('%s: content is kept nowhere, whatever it says', async name => {
  const wanted = CONTENT[Object.keys(CONTENT).find(start => name.startsWith(start))!]!
  const text = readFileSync(join(folder, name), 'utf8')
  const leaves = leavesOf(name, text).filter(leaf => wanted.test(leaf.name) && leaf.text !== '')
  expect(leaves.length).toBeGreaterThan(0)
  await fc.assert(
    fc.asyncProperty(
      fc.nat(leaves.length - 1),
      fc.nat(),
      fc.constantFrom('?q=', '#', '?a=1&name='),
      async (at, seed, by) => {
        const leaf = leaves[at]!
        const draw = new Draw(seed)
        const word = draw.fill('Zq&&&&&&')
        const digits = draw.digits(9)
        const isAddress = /^https?:/.test(leaf.text)
        const put = isAddress ? `${leaf.text.split(/[?#]/)[0]}${by}${word}-${digits}` : `${word} ${digits}`
        const made = (await madeOf(name, leaf.put(put))).toLowerCase()
        expect(
          [word.toLowerCase(), digits].filter(part => made.includes(part)),
          `${leaf.name}: ${put}`,
        ).toEqual([])
      },
    ),
    { numRuns: 60 },
  )
})
