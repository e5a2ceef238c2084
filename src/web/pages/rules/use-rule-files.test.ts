import { expect, test } from 'vitest'
import { notices } from '../../state/notices.ts'
import { ruleText } from './use-rule-files.ts'

test('a file that can be no rules is told and taken for nothing; the next one settles it', async () => {
  for (const [name, content, said] of [
    ['a.bpmn', '<?xml version="1.0"?><definitions/>', 'a.bpmn is XML, such as a model or a log'],
    ['a.png', '\u0089PNG\0', 'a.png is no text'],
    ['a.yaml', ' \n', 'a.yaml is empty'],
  ] as const) {
    expect(await ruleText(new File([content], name))).toBeNull()
    expect(notices.get().map(({ text }) => text)).toEqual([expect.stringContaining(said)])
  }
  expect(await ruleText(new File(['parfocal: rules'], 'b.yaml'))).toBe('parfocal: rules')
  expect(notices.get()).toEqual([])
})
