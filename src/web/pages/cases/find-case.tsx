import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'

/** Opens a case by its id, or keeps only it. */
export function FindCase(props: { readonly find: (id: string) => void; readonly keep: (id: string) => void }) {
  const [text, setText] = useState('')
  return (
    <form
      style={{ display: 'flex', gap: 8 }}
      onSubmit={event => {
        event.preventDefault()
        if (text.trim()) props.find(text.trim())
      }}
    >
      <TextInput
        aria-label="Case id"
        placeholder="Find a case by its id"
        value={text}
        onChange={event => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!text.trim()}>
        Open
      </Button>
      <Button variant="default" disabled={!text.trim()} onClick={() => props.keep(text.trim())}>
        Keep only it
      </Button>
    </form>
  )
}
