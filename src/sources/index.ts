export type { DuckSource } from './duckdb.node.ts'
export { duckParquet, duckTable } from './duckdb.node.ts'
