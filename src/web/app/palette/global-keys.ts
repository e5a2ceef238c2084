import { useEffect, useRef } from 'react'
import { usePlace } from '../../state/place.ts'
import { commands, isTyping, palette } from '../commands.ts'
import { digitOf, pages } from '../pages.ts'

/** Keys that work on every page: most run a command by its id. */
export function useGlobalKeys(): void {
  const { log } = usePlace()
  const latest = useRef(log)
  latest.current = log
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const control = event.ctrlKey || event.metaKey
      const key = event.key.toLowerCase()
      const run = (id: string) => {
        event.preventDefault()
        commands
          .get()
          .find(command => command.id === id)
          ?.run()
      }
      if (control && key === 'k') {
        event.preventDefault()
        palette.set(palette.get() === 'find' ? null : 'find')
        return
      }
      if (isTyping(event) || palette.get() !== null) return
      if (control && key === 'z') run(event.shiftKey ? 'redo' : 'undo')
      else if (control && key === 'y') run('redo')
      else if (event.altKey && /^[1-9]$/.test(key)) {
        const page = pages.find(one => digitOf(one, latest.current) === Number(key))
        if (page) run(`page-${page.id}`)
      } else if (control || event.altKey) return
      else if (event.key === '?') run('keys')
      else if (key === 'f') run('add-filter')
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
