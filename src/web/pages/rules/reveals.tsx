import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  approveReveal,
  type Reveal,
  type RevealedNames,
  refuseReveal,
  revealedNames,
  revealsOf,
} from '../../engine/reveals.ts'
import { formatInstantIn } from '../../format/numbers.ts'
import { notify, sentenceOf } from '../../state/notices.ts'
import page from '../page.module.css'
import { KeyDialog } from './key-dialog.tsx'
import { Names } from './revealed-names.tsx'
import css from './rules.module.css'

/** ms between looks for what somebody else asked or decided. */
const LOOK = 15_000
export const revealsKey = (log: string) => ['reveals', log] as const

/** Reveals of this log that wait for somebody or can be seen, with what one can do about them. */
export function Reveals({ log }: { readonly log: string }) {
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey: revealsKey(log),
    queryFn: ({ signal }) => revealsOf(log, signal),
    refetchInterval: LOOK,
    staleTime: 0,
  })
  const [approving, setApproving] = useState<Reveal | null>(null)
  const [seen, setSeen] = useState<{ reveal: Reveal; names: RevealedNames } | null>(null)
  const open = (data ?? []).filter(({ state }) => state === 'asked' || state === 'approved')
  const again = () => queries.invalidateQueries({ queryKey: revealsKey(log) })
  const run = (work: Promise<unknown>) =>
    void work.catch(error => notify(sentenceOf(error), 'error')).then(again, again)
  if (open.length === 0 && !seen) return null
  return (
    <section aria-label="Names asked for" className={css.reveals}>
      <ul className={css.list}>
        {open.map(reveal => (
          <li key={reveal.id}>
            <span>
              {reveal.state === 'asked' ? (
                <>
                  <strong>{reveal.askedBy}</strong> asks for the names of case <b dir="auto">{reveal.case}</b>
                </>
              ) : (
                <>
                  <strong>{reveal.decidedBy}</strong> approved that <strong>{reveal.askedBy}</strong> sees the names of
                  case <b dir="auto">{reveal.case}</b>
                </>
              )}{' '}
              (<span dir="auto">{reveal.rule}</span>): <span dir="auto">{reveal.reason}</span>
              <span className="muted small">
                {' '}
                {reveal.state === 'asked' ? 'It can be approved until' : 'They can be seen until'}{' '}
                {formatInstantIn(reveal.until)}
              </span>
            </span>
            <span className={page.work}>
              {reveal.state === 'asked' ? (
                <>
                  <Button size="compact-xs" onClick={() => setApproving(reveal)}>
                    Approve…
                  </Button>
                  <Button size="compact-xs" variant="default" onClick={() => run(refuseReveal(reveal.id))}>
                    Refuse or withdraw
                  </Button>
                </>
              ) : (
                <Button
                  size="compact-xs"
                  title="Each look is written down"
                  onClick={() => run(revealedNames(reveal.id).then(names => setSeen({ reveal, names })))}
                >
                  See the names
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {approving && (
        <KeyDialog
          title="Approve that names are revealed"
          does="Approve"
          ready
          close={() => setApproving(null)}
          act={async key => {
            await approveReveal(approving, key)
            await again()
          }}
        >
          <p className="small" style={{ margin: 0 }}>
            {approving.askedBy} and you see who did what in case <b dir="auto">{approving.case}</b>, for a limited time,
            because of “<span dir="auto">{approving.rule}</span>”: <span dir="auto">{approving.reason}</span>. That you
            approve is written down for good.
          </p>
        </KeyDialog>
      )}
      {seen && <Names {...seen} close={() => setSeen(null)} />}
    </section>
  )
}
