import type { Procedure } from '../tasks/procedure/procedure.ts'
import { evidenceText } from './evidence.ts'
import type { Output, OutputKind } from './output.ts'
import { playwright } from './playwright/bot.ts'
import { sampleRows } from './sample-values.ts'

/**
 * An n8n workflow around the Playwright bot: rows come in, each is done by the bot in a run of its own, what a bot must
 * not decide waits for a person, and failures are kept apart. n8n itself drives no browser.
 */
export const n8n: OutputKind = { id: 'n8n', title: 'n8n workflow (JSON)', state: 'runs', make }

function make(procedure: Procedure): Output {
  const bot = playwright.make(procedure)
  const asks = procedure.steps.some(({ irreversible }) => irreversible)
  const nodes = [
    node('Start', 'n8n-nodes-base.manualTrigger', 1, 0, {}),
    node('Rows', 'n8n-nodes-base.code', 2, 1, {
      jsCode: `// Put your own source in place of these invented rows.\nreturn ${JSON.stringify(sampleRows(procedure, 3), null, 2)}.map(json => ({ json }))`,
    }),
    node('One row at a time', 'n8n-nodes-base.splitInBatches', 3, 2, { batchSize: 1, options: {} }),
    ...(asks
      ? [
          node('A person agrees', 'n8n-nodes-base.wait', 1, 3, {
            resume: 'form',
            formTitle: literal(procedure.name),
            formDescription: `Steps that cannot be taken back: ${irreversible(procedure)}`,
            formFields: {
              values: [
                {
                  fieldLabel: 'Go on',
                  fieldType: 'dropdown',
                  fieldOptions: { values: [{ option: 'yes' }, { option: 'no' }] },
                  requiredField: true,
                },
              ],
            },
          }),
          node('Agreed?', 'n8n-nodes-base.if', 2, 4, onlyIf('={{ $json["Go on"] }}', 'yes', 'string')),
        ]
      : []),
    node('Run the bot', 'n8n-nodes-base.executeCommand', 1, 5, {
      command: COMMAND,
    }),
    node('Did it work?', 'n8n-nodes-base.if', 2, 6, onlyIf('={{ $json.exitCode }}', 0, 'number')),
    node('Left to a person', 'n8n-nodes-base.noOp', 1, 7, {}),
    {
      ...node('Evidence', 'n8n-nodes-base.stickyNote', 1, 0, { content: evidenceText(procedure) }),
      position: [0, 480],
    },
  ]
  const work = asks ? 'A person agrees' : 'Run the bot'
  const connections = {
    Start: to('Rows'),
    Rows: to('One row at a time'),
    'One row at a time': { main: [[], [{ node: work, type: 'main', index: 0 }]] },
    ...(asks
      ? {
          'A person agrees': to('Agreed?'),
          'Agreed?': {
            main: [
              [{ node: 'Run the bot', type: 'main', index: 0 }],
              [{ node: 'Left to a person', type: 'main', index: 0 }],
            ],
          },
        }
      : {}),
    'Run the bot': to('Did it work?'),
    'Did it work?': {
      main: [
        [{ node: 'One row at a time', type: 'main', index: 0 }],
        [{ node: 'Left to a person', type: 'main', index: 0 }],
      ],
    },
    'Left to a person': to('One row at a time'),
  }
  const workflow = { name: procedure.name, nodes, connections, active: false, settings: { executionOrder: 'v1' } }
  return {
    files: [
      { path: 'workflow.json', content: `${JSON.stringify(workflow, null, 2)}\n` },
      ...bot.files.map(file => ({ ...file, path: `bot/${file.path}` })),
    ],
    toDo: [
      'Install the bot (folder "bot") where n8n runs commands, and set BOT_FOLDER to it.',
      'Put the source of the rows in place of the node "Rows".',
      ...bot.toDo,
    ],
  }
}

/** The row goes in as base64, so that no value of it can become a part of the command. */
const COMMAND =
  '=cd "$BOT_FOLDER" && echo {{ Buffer.from(JSON.stringify([$("One row at a time").item.json])).toString("base64") }} | base64 -d > row.json && npx tsx bot.ts --input row.json --yes'

const irreversible = ({ steps }: Procedure) =>
  steps
    .filter(step => step.irreversible)
    .map(({ label }) => label)
    .join(', ')
/** A text that n8n does not take for an expression. */
const literal = (text: string) => text.replace(/^=/, ' =')
const onlyIf = (leftValue: string, rightValue: string | number, type: 'string' | 'number') => ({
  conditions: {
    options: { caseSensitive: true, typeValidation: 'strict', version: 2 },
    combinator: 'and',
    conditions: [{ id: 'one', leftValue, rightValue, operator: { type, operation: 'equals' } }],
  },
})
const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] })
const node = (name: string, type: string, typeVersion: number, column: number, parameters: object) => ({
  id: `node-${column}-${name.toLowerCase().replace(/[^a-z]+/g, '-')}`,
  name,
  type,
  typeVersion,
  position: [column * 240, 300],
  parameters,
})
