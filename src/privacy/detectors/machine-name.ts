import type { Detector, Span } from './span.ts'

const FORMS: readonly (readonly [RegExp, number, string, RegExp])[] = [
  [/(?<![\w-])(?:DESKTOP|LAPTOP|WIN|MININT)-[A-Z0-9]{6,15}(?![\w-])/g, 0.95, 'Windows', /-/],
  [
    /(?<![\p{L}\d_])[\p{L}\d'’_-]{1,24}[- ](?:MacBook|iMac|iPhone|iPad)(?:[- ](?:Pro|Air|Mini|Max|\d{1,2})){0,2}(?:\.local)?(?![\w])/gu,
    0.7,
    'Apple',
    /MacBook|iMac|iPhone|iPad/,
  ],
  [/(?<![:\\\w])\\\\([A-Za-z0-9][A-Za-z0-9._-]{1,62})(?=\\|$|\s)/g, 0.93, 'share', /\\\\/],
  [
    /(?<![\w.@-])[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:local|lan|corp|internal|intra|intranet|localdomain|home|fritz\.box|ad|domain|svc\.cluster\.local)(?![\w-])(?!\.(?!(?:pdf|docx?|xlsx?|txt|log|csv|png|rdp)\b)\w)/gi,
    0.88,
    'internal',
    /\.(?:l|c|i|h|f|a|d|s)/i,
  ],
  [
    /(?<![\w:-])(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}(?![\w:-])/g,
    0.96,
    'hardware address',
    /[\da-f][:-][\da-f]{2}[:-]/i,
  ],
  [
    /(?<![\w-])(?:PC|WS|WKS|NB|NTB|LT|LAP|NOTEBOOK|CLIENT|SRV|SVR|SERVER|VM|VDI|DC|CTX|TS|RDS|PRN|PRINTER|MBP|IMAC)-(?:[A-Z]{2,10}-){0,2}[A-Z]{0,8}\d{2,8}(?![\w-])/g,
    0.65,
    'office',
    /-/,
  ],
  [
    /(?<![\w.-])(?:srv|vm|db|web|app|node|host|build|ci|k8s|prod|dev|test|stage)-(?:[a-z]{2,10}-){0,3}[a-z]{0,8}\d{2,4}(?![\w-])/g,
    0.55,
    'server',
    /-/,
  ],
]
const ANNOUNCED =
  /(?<![\p{L}])(?:host ?name|host|computer ?name|computer|machine(?: name)?|workstation|device name|rechner(?:name)?|pc-?name|server(?: ?name)?|terminal|nodename|client machine|printer)(?: ?[:=(] ?"?| named | called | is | ist | \(?"?)([A-Za-z][A-Za-z0-9-]{2,62})(?![\w@])/giu
const HINT = /host|comput|machine|workst|device|rechner|pc-?name|server|terminal|node|printer/i
const WORDS = new Set(
  'name names is the not and or down up side time error offline online unknown localhost none null'.split(' '),
)
const FALSE_APPLE = /^(?:the|an?|my|new|your|this|our|for|on|from|with|apple|and|old|der|das|mein|ein)[- ]/i

/** Names and hardware addresses of machines: given ones, the names that systems give, internal hosts, shares, and what words announce. */
export const machineName: Detector = {
  class: 'machine-name',
  mayHold: ({ letters, digits }) => letters >= 2 || digits >= 6,
  find(text, { machines }) {
    const spans: Span[] = []
    const add = (from: number, to: number, confidence: number, kind: string) =>
      spans.push({ from, to, class: 'machine-name', confidence, kind })
    if (machines.size > 0)
      for (const match of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}_-]{0,62}/gu))
        if (machines.has(match[0].toLowerCase())) add(match.index, match.index + match[0].length, 0.99, 'given')
    for (const [pattern, confidence, kind, hint] of FORMS)
      if (hint.test(text))
        for (const match of text.matchAll(pattern))
          if (kind !== 'Apple' || !FALSE_APPLE.test(match[0]))
            add(match.index, match.index + match[0].length, confidence, kind)
    if (HINT.test(text))
      for (const match of text.matchAll(ANNOUNCED))
        if (!WORDS.has(match[1]!.toLowerCase()) && /[\d-]|[A-Z]{3}/.test(match[1]!))
          add(match.index + match[0].length - match[1]!.length, match.index + match[0].length, 0.85, 'announced')
    return spans
  },
}
