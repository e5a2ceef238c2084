import { Button, Modal, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { tokenQuestion } from '../engine/remote.ts'
import { useStore } from '../state/store.ts'

/** Asks for the token of a server that lets nobody in without one. */
export function TokenDialog() {
  const question = useStore(tokenQuestion)
  const [token, setToken] = useState('')
  if (!question) return null
  const answer = (value: string | null) => {
    setToken('')
    question.answer(value)
  }
  return (
    <Modal opened onClose={() => answer(null)} title="This server asks for a token" centered>
      <form
        onSubmit={event => {
          event.preventDefault()
          answer(token.trim())
        }}
      >
        <PasswordInput
          data-autofocus
          label="Token"
          description="Whoever runs the server has it. It is kept until this tab is closed."
          {...(question.wrong ? { error: 'The server did not take the token it was given before.' } : {})}
          value={token}
          onChange={event => setToken(event.currentTarget.value)}
          onKeyDown={event => event.stopPropagation()}
        />
        <Button type="submit" mt={16} disabled={token.trim() === ''}>
          Go on
        </Button>
      </form>
    </Modal>
  )
}
