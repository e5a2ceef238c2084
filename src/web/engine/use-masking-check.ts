import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { CheckedMaskingRules, WrittenMaskingRules } from '../../analyses/index.ts'
import { worker } from './workspace.ts'

/** A hand on the keyboard is waited for, ms. */
const REST = 200

/** What is known of masking rules while they are written. */
export interface MaskingCheck {
  readonly problems: CheckedMaskingRules['problems']
  /** Whether the text as it stands is empty, or nothing but good rules. */
  readonly isGood: boolean
  /** Those of the text as it stands, else of the last that was good; null: none. */
  readonly written: WrittenMaskingRules | null
}

/** Every trouble of the text, line by line. */
export function useMaskingCheck(text: string): MaskingCheck {
  const [asked, setAsked] = useState(text)
  const [good, setGood] = useState<WrittenMaskingRules | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), REST)
    return () => clearTimeout(timer)
  }, [text])
  const isEmpty = asked.trim() === ''
  const { data } = useQuery({
    queryKey: ['check-masking', asked],
    queryFn: ({ signal }) => worker.checkMasking(asked, signal),
    enabled: !isEmpty,
    retry: false,
    gcTime: 0,
  })
  const rules = data?.rules ?? null
  useEffect(() => {
    if (isEmpty) setGood(null)
    else if (rules !== null) setGood({ text: asked, rules })
  }, [isEmpty, rules, asked])
  if (isEmpty) return { problems: [], isGood: text.trim() === '', written: null }
  return { problems: data?.problems ?? [], isGood: text === asked && good?.text === text, written: good }
}
