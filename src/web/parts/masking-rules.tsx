import { Button, Group, Textarea } from '@mantine/core'
import { useRef } from 'react'
import { chooseFile } from '../app/open-file.ts'
import type { MaskingCheck } from '../engine/use-masking-check.ts'
import { plural } from '../format/numbers.ts'
import css from './masking-rules.module.css'

const EXAMPLE = `version: 1
rules:
  - id: order-in-remarks            # of a remark only the order number counts
    action: keep-only-match
    find: '45\\d{8}'
    target: { field: 'remark*' }
  - id: customer-numbers            # customers are one and the same
    action: replace
    find: 'CUST-\\d+'
    with: CUST
  - id: payroll                     # nothing of this program is kept
    action: blocklist
    target: { application: '*payroll*' }
`

/** Where rules of masking are written; what is wrong stands below by line, and says what to do. */
export function MaskingRulesField(props: {
  readonly text: string
  readonly change: (text: string) => void
  readonly check: MaskingCheck
}) {
  const { text, change, check } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const load = async () => {
    const file = await chooseFile()
    if (file) change(await file.text())
  }
  const show = (line: number) => {
    const lines = text.split('\n')
    const from = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
    field.current?.focus()
    field.current?.setSelectionRange(from, from + (lines[line - 1] ?? '').length)
  }
  return (
    <>
      <Textarea
        ref={field}
        label="Masking rules"
        aria-describedby="masking-rules-said"
        placeholder="version: 1&#10;rules:"
        autosize
        minRows={4}
        maxRows={16}
        spellCheck={false}
        classNames={{ input: css.text }}
        value={text}
        error={check.problems.length > 0}
        onChange={event => change(event.currentTarget.value)}
      />
      <div id="masking-rules-said" role="status" className="small">
        <Said text={text} check={check} show={show} />
      </div>
      <Group gap={8}>
        <Button variant="default" onClick={() => void load()}>
          Load rules from a file
        </Button>
        {text.trim() === '' ? (
          <Button variant="default" onClick={() => change(EXAMPLE)}>
            Write an example
          </Button>
        ) : (
          <Button variant="default" onClick={() => change('')}>
            Remove the rules
          </Button>
        )}
      </Group>
      <Help />
    </>
  )
}

function Said(props: { readonly text: string; readonly check: MaskingCheck; readonly show: (line: number) => void }) {
  const { text, check } = props
  if (check.problems.length > 0)
    return (
      <ul className={css.problems}>
        {check.problems.map(({ line, what, fix }) => (
          <li key={`${line} ${what}`}>
            <button type="button" className={css.line} onClick={() => props.show(line)}>
              Line {line}
            </button>
            : {what} {fix !== null && <span className="muted">{fix}</span>}
          </li>
        ))}
      </ul>
    )
  if (text.trim() === '') return <span className="muted">No rules: everything is masked as usual.</span>
  if (!check.isGood || check.written === null) return <span className="muted">Looking at the rules…</span>
  const { rules } = check.written
  const keeping = rules.filter(({ action }) => action === 'keep').map(({ id }) => `“${id}”`)
  return (
    <>
      {plural(rules.length, 'rule')}, applied in this order.
      {keeping.length > 0 && ` ${keeping.join(', ')} keeps values in clear: only for recordings of your own.`}
    </>
  )
}

const actions: readonly (readonly [string, string])[] = [
  ['blocklist', 'keeps nothing of values, labels, titles and addresses; wins over all others'],
  ['replace', 'what “find” matches gives way to “with” before the value is masked'],
  ['keep-only-match', 'all but what “find” matches gives way, as if it had never been there'],
  ['keep', 'the value stays in clear, but for its personal parts; secrets never do'],
]

const Help = () => (
  <details className="small">
    <summary>How are rules written?</summary>
    <p>
      As YAML or JSON: <code>version: 1</code>, then a list of <code>rules</code>, each with an <code>id</code> of its
      own and an <code>action</code>:
    </p>
    <dl className={css.actions}>
      {actions.map(([name, does]) => (
        <div key={name}>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
    <p>
      <code>find</code> is a regular expression, of the kind that is sure to end soon. <code>target</code> says where a
      rule applies, by <code>application</code>, <code>page</code>, <code>role</code> and <code>field</code>;{' '}
      <code>*</code> stands for any run of characters. Without a target it applies everywhere. An example:
    </p>
    <pre className={css.example}>{EXAMPLE}</pre>
  </details>
)
