export { directlyFollows } from './directly-follows.ts'
