import type { Detector, Span } from './span.ts'

const DOMAIN =
  /(?<![\w\\:.$-])([A-Z][A-Z0-9-]{1,14}|[A-Z][A-Za-z0-9-]{1,14}(?=\\[a-z]+[._]))\\([A-Za-z0-9][A-Za-z0-9._$-]{1,63})(?![\\\w])/g
const HOMES =
  /(?:[A-Za-z]:[\\/](?:Users|Documents and Settings|Benutzer|Utilisateurs)|(?<![\w.])\/(?:home|Users|export\/home))[\\/]([^\\/\s:*?"<>|]{2,64})(?=[\\/]|$|[\s"',;)])/g
const SHELL = /(?<![\w.@-])([a-z_][a-z0-9._-]{1,31})@[a-z][a-z0-9-]{1,62}(?=:[~/]|[#$] )/g
const ANNOUNCED =
  /(?<![\p{L}])(?:user ?name|user ?id|userid|user|login(?: name)?|logon|account name|logged (?:in|on) as|signed in as|log in as|sign in as|sap user|benutzer(?:name|kennung)?|anmeldename|angemeldet als|kennung|identifiant|utilisateur|connecté en tant que|usuario|utente|gebruikers?(?:naam)?|uid|samaccountname)(?: ?[:=(] ?"?| is | ist | est | lautet | "| \(?)([A-Za-z][A-Za-z0-9._-]{2,31})(?![\w@\\])/giu
const HINT = /user|log|sign|account|benutz|anmelde|kennung|identifiant|utilis|connect|usuario|utente|gebruik|uid/i
const SYSTEM = new Set(
  'public default all shared guest admin administrator root system user users name id group role type settings service account accounts profile profiles and or is the list manager interface experience guide story stories agent data input error not has was will can must should does may required optional missing invalid unknown of for with from to in on at by as'.split(
    ' ',
  ),
)
const REGISTRY = /^(?:HKLM|HKCU|HKCR|HKU|HKEY)/
const INSTANCES = /^(?:SQLEXPRESS|MSSQLSERVER|MSSQL\w*|SYSTEM32|WINDOWS)$/i

/** Names of accounts: given ones, `DOMAIN\user`, home folders, shell prompts, and what words announce. */
export const accountName: Detector = {
  class: 'account-name',
  mayHold: ({ letters }) => letters >= 2,
  find(text, { accounts }, { backslash, slash, at }) {
    const spans: Span[] = []
    const add = (from: number, to: number, confidence: number, kind: string) =>
      spans.push({ from, to, class: 'account-name', confidence, kind })
    if (accounts.size > 0)
      for (const match of text.matchAll(/[\p{L}\p{N}_][\p{L}\p{N}._$-]{0,63}/gu)) {
        const name = match[0].replace(/[.-]+$/, '')
        if (accounts.has(name.toLowerCase())) add(match.index, match.index + name.length, 0.99, 'given')
      }
    if (backslash)
      for (const match of text.matchAll(DOMAIN))
        if (!REGISTRY.test(match[1]!) && !INSTANCES.test(match[2]!))
          add(match.index, match.index + match[0].length, 0.93, 'domain')
    if (backslash || slash)
      for (const match of text.matchAll(HOMES))
        if (!SYSTEM.has(match[1]!.toLowerCase()) && !isFile(match))
          add(match.index + match[0].length - match[1]!.length, match.index + match[0].length, 0.94, 'home folder')
    if (at) for (const match of text.matchAll(SHELL)) add(match.index, match.index + match[0].length, 0.85, 'shell')
    if (!HINT.test(text)) return spans
    for (const match of text.matchAll(ANNOUNCED)) {
      const name = match[1]!.replace(/[.-]+$/, '')
      if (SYSTEM.has(name.toLowerCase()) || !isAccountLike(name, match[0])) continue
      const from = match.index + match[0].length - match[1]!.length
      add(from, from + name.length, 0.85, 'announced')
    }
    return spans
  },
}

/** `ann.miller`, `amiller2`, `D034567`; a plain word only behind a colon or an equals sign. */
const isAccountLike = (name: string, written: string): boolean =>
  /\d/.test(name) ||
  /[A-Za-z][._][A-Za-z]/.test(name) ||
  /[:=] ?"?[A-Za-z][^:=]*$/.test(written) ||
  /\bas |als /i.test(written)

/** `/home/report.csv`: a file beside the folders of people. */
const isFile = (match: RegExpMatchArray): boolean =>
  /\.[a-z0-9]{2,5}$/i.test(match[1]!) && !/^[\\/]/.test(match.input!.slice(match.index! + match[0].length))
