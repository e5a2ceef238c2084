// Runs in a page before anything else, and notes when its log was read, when an input came, when the map said something new and
// when all was at rest. Times are those of `performance.now()`; what is shown counts from the frame that shows it.
;(() => {
  const watch = { opened: null, drawn: null, input: null, shown: null, rested: null }
  window.parfocalWatch = watch
  /** From here on the next input and what follows it are noted. */
  watch.arm = () => Object.assign(watch, { input: null, changed: false, shown: null, rested: null })

  const Native = window.Worker
  window.Worker = class extends Native {
    opening = new Set()
    constructor(url, options) {
      super(url, options)
      this.addEventListener('message', ({ data }) => {
        if (!('progress' in data) && this.opening.delete(data.id)) watch.opened = performance.now()
      })
    }
    postMessage(message, ...rest) {
      if (message?.kind === 'open') this.opening.add(message.id)
      return super.postMessage(message, ...rest)
    }
  }

  const noted = event => {
    watch.input ??= event.timeStamp
  }
  window.addEventListener('keydown', noted, true)
  window.addEventListener('click', noted, true)

  const afterPaint = done =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => done(performance.now())
      port2.postMessage(null)
    })
  const parts = '[data-node], [data-arc]'
  const holds = node =>
    node.nodeType === Node.ELEMENT_NODE && (node.matches(parts) || node.querySelector(parts) !== null)
  /** Whether a change is one of what the map says: the numbers in its labels, its nodes and arcs. */
  const speaks = ({ type, target, addedNodes, removedNodes }) =>
    type === 'attributes' ? target.matches(parts) : [...addedNodes, ...removedNodes].some(holds)
  const changed = records => {
    if (!records.some(speaks)) return
    if (watch.drawn === null) {
      watch.drawn = 0
      afterPaint(at => {
        watch.drawn = at
      })
    }
    if (watch.input === null || watch.changed) return
    watch.changed = true
    afterPaint(at => {
      watch.shown = at
    })
  }
  const observed = { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'] }
  new MutationObserver(changed).observe(document, observed)

  // at rest: nothing is busy in three frames running, and it was so since the first of them
  let quiet = 0
  let since = 0
  const look = () => {
    if (watch.shown === null || watch.rested !== null || document.querySelector('[aria-busy=true]')) quiet = 0
    else if (quiet++ === 0) since = performance.now()
    else if (quiet === 3) watch.rested = since
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})()
