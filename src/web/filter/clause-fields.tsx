import { MultiSelect, Radio, Stack } from '@mantine/core'
import { useMemo } from 'react'
import type { Ask, LogDescription } from '../../log/engine.ts'
import type { Clause } from '../../log/filter.ts'
import { useAnswer } from '../engine/use-answer.ts'
import { useWords } from '../state/words.ts'

/** What the form of a clause is given. */
export interface ClauseProps<C extends Clause = Clause> {
  readonly clause: C
  readonly set: (clause: Clause) => void
  /** The log that the clauses before this one left. */
  readonly ask: Ask
  readonly description: LogDescription
}
/** The same for clauses of one kind. */
export type Of<K extends Clause['kind']> = ClauseProps<Extract<Clause, { kind: K }>>

/** A clause with a field changed; undefined takes the field away. */
export function changed<C extends Clause>(clause: C, part: { [K in keyof C]?: C[K] | undefined }): Clause {
  return Object.fromEntries(
    Object.entries({ ...clause, ...part }).filter(([, value]) => value !== undefined),
  ) as unknown as Clause
}

/** Names of the attributes that events have. */
export const eventKeys = ({ attributes }: LogDescription): readonly string[] => [
  ...new Set(attributes.filter(({ scope }) => scope === 'event').map(({ key }) => key)),
]

/** One of a few, each said in words. */
export function Choice<V extends string>(props: {
  readonly label: string
  readonly value: V
  readonly choices: readonly (readonly [V, string])[]
  readonly set: (value: V) => void
}) {
  const words = useWords()
  return (
    <Radio.Group label={props.label} size="xs" value={props.value} onChange={value => props.set(value as V)}>
      <Stack gap={6} mt={6}>
        {props.choices.map(([value, label]) => (
          <Radio key={value} value={value} label={words(label)} />
        ))}
      </Stack>
    </Radio.Group>
  )
}

export function useActivityNames(ask: Ask): readonly string[] {
  const { data } = useAnswer('activities', ask)
  return data?.activity ?? []
}

/** Activities of the log, and those that are chosen already. */
export function Activities(props: {
  readonly label: string
  readonly ask: Ask
  readonly value: readonly string[]
  readonly set: (value: string[]) => void
  readonly placeholder?: string
}) {
  const names = useActivityNames(props.ask)
  const data = useMemo(() => [...new Set([...names, ...props.value])].filter(name => name !== ''), [names, props.value])
  return (
    <MultiSelect
      label={props.label}
      data={data}
      value={[...props.value]}
      onChange={props.set}
      searchable
      limit={100}
      hidePickedOptions
      {...(props.placeholder ? { placeholder: props.value.length ? '' : props.placeholder } : {})}
    />
  )
}
