/** The rows as the database holds them: JSON as text, instants and sizes as 64-bit integers. */
export interface Tables {
  logs: {
    id: string
    name: string
    created: number
    changed: number
    status: string
    version: number | null
    format: string | null
    fingerprint: string | null
    cases: number | null
    events: number | null
    activities: number | null
    bytes: number | null
    problems: string
    mapping: string
    sources: string
    error: string | null
  }
  ui_logs: {
    id: string
    name: string
    created: number
    changed: number
    status: string
    version: number | null
    format: string | null
    events: number | null
    recordings: number | null
    bytes: number | null
    problems: string
    capture: string
    upload: string | null
    error: string | null
  }
  log_baselines: { log: string; baseline: string; changed: number; revision: number }
  ui_log_edits: { ui_log: string; edits: string; changed: number; revision: number }
  rule_documents: { log: string; document: string; changed: number; revision: number }
  uploads: {
    id: string
    name: string
    bytes: number
    fingerprint: string
    created: number
    principal: string | null
  }
  mappings: { id: string; name: string; mapping: string; created: number; changed: number }
  views: {
    id: string
    log: string | null
    ui_log: string | null
    name: string
    filter: string
    view: string
    sliders: string
    principal: string | null
    created: number
    changed: number
  }
  jobs: {
    id: string
    kind: string
    log: string | null
    ui_log: string | null
    status: string
    created: number
    started: number | null
    ended: number | null
    error: string | null
    position: number
  }
  principals: { id: string; name: string; role: string; created: number; public_key: string | null }
  tokens: { id: string; principal: string; hash: string; created: number; expires: number | null }
  settings: { key: string; value: string }
  reveal_log: {
    position: number
    at: number
    reveal: string
    step: string
    principal: string | null
    name: string | null
    log: string
    case_id: string
    rule: string
    reason: string
    until: number | null
    hash: string
  }
  audit: {
    id: string
    at: number
    principal: string | null
    action: string
    subject: string | null
    detail: string
    position: number
  }
}
