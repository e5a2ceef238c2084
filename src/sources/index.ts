export type { DuckSource } from './duckdb.node.ts'
export { duckTable } from './duckdb.node.ts'
