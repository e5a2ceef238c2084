import { useEffect, useRef, useState } from 'react'
import type { LiveCheck } from './live-check.ts'

/** A hand on the keyboard is waited for, ms. */
const REST = 250

/** Every trouble and every test of the document as it is written, in a worker; null until the first answer. */
export function useLiveCheck(text: string | null): LiveCheck | null {
  const worker = useRef<Worker | null>(null)
  const [check, setCheck] = useState<LiveCheck | null>(null)
  useEffect(() => {
    const own = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module', name: 'parfocal-rules' })
    own.onmessage = ({ data }: MessageEvent<LiveCheck>) => setCheck(data)
    worker.current = own
    return () => own.terminate()
  }, [])
  useEffect(() => {
    if (text === null) return setCheck(null)
    const timer = setTimeout(() => worker.current?.postMessage({ text }), REST)
    return () => clearTimeout(timer)
  }, [text])
  return check
}
