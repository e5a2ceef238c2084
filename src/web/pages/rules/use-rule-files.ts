import { useCallback, useRef } from 'react'
import { LARGEST_FILE } from '../../../compliance/index.ts'
import { useDropTaker } from '../../app/drop-taker.ts'
import { formatNumber } from '../../format/numbers.ts'
import { notify, sentenceOf, settle } from '../../state/notices.ts'

const OPENING = 'open rules'

/** The text of a file that is to be the document; null, and the person is told why, where it cannot be. */
export async function ruleText(file: File): Promise<string | null> {
  settle(OPENING)
  try {
    if (file.size > LARGEST_FILE * 4)
      throw new Error(`${file.name} has ${formatNumber(file.size / (1 << 20), 1)} MB: that is no rule file.`)
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    if (text.trim() === '') throw new Error(`${file.name} is empty.`)
    if (/^\uFEFF?\s*</.test(text))
      throw new Error(`${file.name} is XML, such as a model or a log: rule files are YAML or JSON.`)
    if (text.includes('\0')) throw new Error(`${file.name} is no text: rule files are YAML or JSON.`)
    return text
  } catch (error) {
    const isNoText = error instanceof TypeError
    notify(
      isNoText ? `${file.name} is no text in UTF-8: rule files are YAML or JSON.` : sentenceOf(error),
      'error',
      OPENING,
    )
    return null
  }
}

/** Whether a file says by its name or its beginning that it holds rules; all others are logs. */
async function isRuleFile(file: File): Promise<boolean> {
  if (/\.ya?ml$/i.test(file.name)) return true
  return /\.json$/i.test(file.name) && /"parfocal"\s*:\s*"rules"/.test(await file.slice(0, 4096).text())
}

/** Rule files that are dropped on the page are its document; all others are opened as logs. */
export function useRuleFiles(take: (file: File) => Promise<void>): void {
  const taking = useRef(take)
  taking.current = take
  useDropTaker(
    useCallback(async files => {
      const [first] = files
      if (!first || !(await isRuleFile(first))) return false
      void taking.current(first)
      return true
    }, []),
  )
}
