import { inspectRules, runRuleTests } from '../../../compliance/index.ts'
import type { CheckRequest, LiveCheck } from './live-check.ts'

let newest = 0

/** Texts come as they are written: only the newest is answered. */
self.onmessage = async ({ data: { text } }: MessageEvent<CheckRequest>) => {
  const mine = ++newest
  await new Promise(resolve => setTimeout(resolve))
  if (mine !== newest) return
  const { rules, problems } = inspectRules(text)
  const tests = rules === null ? null : await runRuleTests(rules)
  if (mine !== newest) return
  const known = rules?.rules.map(({ id, name }) => ({ id, name })) ?? []
  self.postMessage({ text, problems, tests, rules: known } satisfies LiveCheck)
}
