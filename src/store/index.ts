export { type DataFolder, type DataFolderOptions, openDataFolder, type Recovery } from './data-folder.ts'
export { openPostgresStore, openSqliteStore } from './open-store.ts'
export { brokenAt, hashOfEntry, type RevealEntry, type RevealStep, type RevealStepRecord } from './reveal-chain.ts'
export type {
  AuditEntry,
  JobKind,
  JobRecord,
  JobStatus,
  LogChange,
  LogRecord,
  LogStatus,
  MappingRecord,
  Principal,
  Role,
  SourceFile,
  Store,
  StoreContext,
  TokenRecord,
  UiLogChange,
  UiLogRecord,
  UploadRecord,
  ViewOwner,
  ViewRecord,
} from './store.ts'
export { jobKinds } from './store.ts'
export { checkToken, hashToken, newToken, SHORTEST_TOKEN, samePerson, tokenMatches } from './token.ts'
export type { Versions } from './versions.ts'
