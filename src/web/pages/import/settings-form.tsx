import { Button, Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { TableSettings } from '../../../log/mapping.ts'
import css from '../page.module.css'

const delimiters = [
  { value: ',', label: 'comma ,' },
  { value: ';', label: 'semicolon ;' },
  { value: '\t', label: 'tab' },
  { value: '|', label: 'bar |' },
]

/** How bytes become cells. Applying reads the file anew. */
export function TableSettingsForm(props: {
  readonly settings: TableSettings
  readonly apply: (settings: TableSettings) => void
}) {
  const [settings, setSettings] = useState(props.settings)
  const set = (part: Partial<TableSettings>) => setSettings({ ...settings, ...part })
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      {settings.delimiter !== undefined && (
        <Select
          label="Delimiter"
          data={
            delimiters.some(({ value }) => value === settings.delimiter)
              ? delimiters
              : [...delimiters, { value: settings.delimiter, label: settings.delimiter }]
          }
          allowDeselect={false}
          value={settings.delimiter}
          onChange={value => set({ delimiter: value! })}
        />
      )}
      {settings.encoding !== undefined && (
        <TextInput
          label="Encoding"
          value={settings.encoding}
          onChange={event => set({ encoding: event.currentTarget.value })}
        />
      )}
      {settings.decimal !== undefined && (
        <Select
          label="Decimal sign"
          data={['.', ',']}
          allowDeselect={false}
          value={settings.decimal}
          onChange={value => set({ decimal: value as '.' | ',' })}
        />
      )}
      {settings.sheet !== undefined && (
        <TextInput label="Sheet" value={settings.sheet} onChange={event => set({ sheet: event.currentTarget.value })} />
      )}
      {settings.header !== undefined && (
        <Switch
          label="The first row names the columns"
          checked={settings.header}
          onChange={event => set({ header: event.currentTarget.checked })}
        />
      )}
      <TextInput
        label="Texts that stand for “no value”, separated by blanks"
        value={(settings.missing ?? []).join(' ')}
        onChange={event => set({ missing: event.currentTarget.value.split(/\s+/).filter(Boolean) })}
      />
      <div className={css.buttons}>
        <Button variant="default" onClick={() => props.apply(settings)}>
          Read the file anew
        </Button>
      </div>
    </div>
  )
}
