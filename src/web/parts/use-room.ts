import { type RefObject, useEffect, useState } from 'react'

/** How wide an element is inside, px. */
export function useRoom(of: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(Number.POSITIVE_INFINITY)
  useEffect(() => {
    const element = of.current!
    const observer = new ResizeObserver(() => setRoom(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [of])
  return room
}
