import { Button } from '@mantine/core'
import { useMemo } from 'react'
import { chooseFile } from '../../app/open-file.ts'
import { plural } from '../../format/numbers.ts'
import type { Words } from './completion.ts'
import { emptyDocument, packs } from './packs.ts'
import css from './rules.module.css'

/** No rules yet: a pack to begin with, a file, or an empty document and the first rule. */
export function Start(props: {
  readonly words: Words
  readonly name: string
  readonly begin: (text: string, how: 'text' | 'add') => void
  readonly take: (file: File) => void
}) {
  const known = useMemo(() => new Set(props.words.activities), [props.words])
  const list = useMemo(() => packs(), [])
  return (
    <div className={css.start}>
      <h1>Which rules must every case keep?</h1>
      <p>
        A rule is one sentence, such as <em>“Check credit” before “Approve order”</em>, with an owner, the article it
        comes from and how severe a breach is. Every rule is held against every case under the filter.
      </p>
      <div className={css.packs}>
        {list.map(({ id, title, what, rules, activities, text }) => {
          const found = activities.filter(name => known.has(name)).length
          return (
            <button key={id} type="button" className={css.pack} onClick={() => props.begin(text, 'text')}>
              <strong>{title}</strong>
              <span>{what}</span>
              <span className="muted small">
                {plural(rules, 'rule')} · {found} of {plural(activities.length, 'activity', 'activities')} that they
                name {found === 1 ? 'is' : 'are'} in this log
              </span>
            </button>
          )
        })}
      </div>
      <div className={css.drop}>
        <p>Or drop a rule file (YAML or JSON) on this page.</p>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 8 }}>
          <Button
            variant="default"
            onClick={async () => {
              const file = await chooseFile()
              if (file) props.take(file)
            }}
          >
            Choose a rule file…
          </Button>
          <Button variant="default" onClick={() => props.begin(emptyDocument(props.name), 'add')}>
            Add the first rule step by step
          </Button>
          <Button variant="default" onClick={() => props.begin(emptyDocument(props.name), 'text')}>
            Begin with an empty document
          </Button>
        </div>
      </div>
    </div>
  )
}
