// What the main thread of a page did, frame by frame, out of a trace of Chromium.

/**
 * Milliseconds of work of the page's main thread in each frame: the tasks that began between one BeginMainThreadFrame (or
 * BeginFrame of the compositor, where the main thread had nothing to draw) and the next, by the clock (`wall`) and by the
 * processor (`cpu`). `from` and `to` in the trace's own microseconds.
 */
export function framesOf(events, { from, to }) {
  const main = mainThread(events)
  const own = event => event.pid === main.pid && event.tid === main.tid && event.ts >= from && event.ts <= to
  const tasks = events.filter(event => event.ph === 'X' && event.name === 'RunTask' && own(event))
  const starts = events
    .filter(event => event.pid === main.pid && event.name === 'BeginFrame' && event.ts >= from && event.ts <= to)
    .map(event => event.ts)
    .sort((a, b) => a - b)
  const wall = new Float64Array(Math.max(0, starts.length - 1))
  const cpu = new Float64Array(wall.length)
  let frame = 0
  for (const task of tasks.sort((a, b) => a.ts - b.ts)) {
    while (frame + 1 < starts.length && starts[frame + 1] <= task.ts) frame++
    if (frame >= wall.length || task.ts < starts[frame]) continue
    wall[frame] += task.dur / 1000
    cpu[frame] += (task.tdur ?? task.dur) / 1000
  }
  return {
    wall: [...wall],
    cpu: [...cpu],
    tasks: tasks.length,
    longest: Math.max(0, ...tasks.map(task => task.dur / 1000)),
  }
}

/** The busiest renderer's main thread: the page's. */
function mainThread(events) {
  const threads = events.filter(event => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
  let best = null
  let most = -1
  for (const { pid, tid } of threads) {
    const count = events.filter(event => event.pid === pid && event.tid === tid && event.name === 'RunTask').length
    if (count > most) [best, most] = [{ pid, tid }, count]
  }
  if (best === null) throw new Error('The trace holds no main thread of a page.')
  return best
}
