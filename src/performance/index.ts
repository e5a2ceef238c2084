export type { Bottleneck } from './bottlenecks.ts'
export { bottlenecks } from './bottlenecks.ts'
