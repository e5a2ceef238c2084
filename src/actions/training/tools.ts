import { type AgentAction, agentActions, needsNoTarget, takesValue } from './trajectory.ts'

const DESCRIPTIONS: Readonly<Record<AgentAction, string>> = {
  click: 'Click an element.',
  double_click: 'Double-click an element.',
  right_click: 'Open the context menu of an element.',
  type: 'Replace the text of a field.',
  select: 'Choose an option of a list by its text.',
  check: 'Check a box.',
  uncheck: 'Uncheck a box.',
  copy: 'Copy what an element shows.',
  paste: 'Paste the clipboard into a field, in place of its text.',
  read: 'Read what an element shows.',
  press: 'Press a key or keys held together, as Control+S.',
  navigate: 'Go to an address.',
  switch: 'Go to another window or application, open or not.',
  close: 'Close a window or page.',
  upload: 'Choose a file for a field.',
}

/** The actions as tools, each with `target` (id of an element) and `value` where it takes them (JSON Schema). */
export const agentTools: readonly object[] = agentActions.map(name => {
  const properties = {
    ...(needsNoTarget(name) ? {} : { target: { type: 'string', description: 'Id of an element of the outline.' } }),
    ...(takesValue(name) ? { value: { type: 'string' } } : {}),
  }
  const parameters = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
  return { type: 'function', function: { name, description: DESCRIPTIONS[name], parameters } }
})
