export type { StoredReading, WriteOptions } from './log-folder/log-folder.node.ts'
export {
  appendSegment,
  compactLogFolder,
  openLogFolder,
  verifyLogFolder,
  writeLogFolder,
} from './log-folder/log-folder.node.ts'
export { openSqlite } from './ocel/sqlite.node.ts'
export { openUiLogFolder, writeUiLogFolder } from './ui/own/folder.node.ts'
