import { NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { z } from 'zod'
import type { Analysis } from '../../../analyses/index.ts'
import own from './findings.module.css'

interface Field {
  readonly name: string
  readonly type: 'number' | 'integer' | 'text' | 'lines' | 'choice'
  readonly choices: readonly string[]
  readonly description: string
  readonly fallback: unknown
  readonly min: number | undefined
  readonly max: number | undefined
}

/** The parameters of an analysis as fields, made from its schema. Lists are set elsewhere and left out. */
export function ParamsForm(props: {
  readonly analysis: Analysis
  readonly params: Record<string, unknown>
  readonly change: (params: Record<string, unknown>) => void
}) {
  const fields = useMemo(() => fieldsOf(props.analysis), [props.analysis])
  const set = (name: string, value: unknown) => props.change({ ...props.params, [name]: value })
  return (
    <div className={own.form}>
      {fields.map(field => {
        const value = props.params[field.name] ?? field.fallback
        const common = { label: field.description.replace(/\.$/, '') || label(field.name), maw: 320 }
        if (field.type === 'choice')
          return (
            <Select
              key={field.name}
              {...common}
              styles={{ input: { width: 140 } }}
              data={[...field.choices]}
              value={String(value)}
              allowDeselect={false}
              onChange={chosen => set(field.name, chosen)}
            />
          )
        if (field.type === 'lines')
          return (
            <Textarea
              key={field.name}
              {...common}
              styles={{ input: { width: 320, fontFamily: 'var(--mantine-font-family-monospace)' } }}
              autosize
              minRows={3}
              maxRows={16}
              defaultValue={String(value ?? '')}
              onBlur={event => event.currentTarget.value !== value && set(field.name, event.currentTarget.value)}
            />
          )
        if (field.type === 'text')
          return (
            <TextInput
              key={field.name}
              {...common}
              styles={{ input: { width: 160 } }}
              defaultValue={String(value ?? '')}
              onBlur={event => event.currentTarget.value !== value && set(field.name, event.currentTarget.value)}
            />
          )
        return (
          <NumberInput
            key={field.name}
            {...common}
            styles={{ input: { width: 110 }, wrapper: { width: 110 } }}
            value={Number(value)}
            {...(field.min === undefined ? {} : { min: field.min })}
            {...(field.max === undefined ? {} : { max: field.max })}
            step={field.type === 'integer' ? 1 : 0.01}
            allowDecimal={field.type === 'number'}
            clampBehavior="strict"
            onChange={next => typeof next === 'number' && set(field.name, next)}
          />
        )
      })}
    </div>
  )
}

const label = (name: string) => name.replace(/([A-Z])/g, ' $1').toLowerCase()

function fieldsOf(analysis: Analysis): readonly Field[] {
  const schema = z.toJSONSchema(analysis.params, { io: 'input' }) as {
    properties?: Record<string, Record<string, unknown>>
  }
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]): Field[] => {
    const choices = Array.isArray(property['enum']) ? property['enum'].map(String) : []
    const type = choices.length
      ? 'choice'
      : property['type'] === 'integer'
        ? 'integer'
        : property['type'] === 'number'
          ? 'number'
          : property['type'] === 'string'
            ? property['multiline'] === true
              ? 'lines'
              : 'text'
            : null
    if (type === null) return []
    const bound = (value: unknown) => (typeof value === 'number' && Math.abs(value) < 1e9 ? value : undefined)
    return [
      {
        name,
        type,
        choices,
        description: String(property['description'] ?? ''),
        fallback: property['default'],
        min: bound(property['minimum']),
        max: bound(property['maximum']),
      },
    ]
  })
}
