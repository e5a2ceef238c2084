export { DEFAULT_PORT, defaultServerLimits, type ServerLimits, type ServerOptions } from './options.ts'
export { type RunningServer, startServer } from './start-server.ts'
