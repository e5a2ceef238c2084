import { type Kysely, Migrator, sql } from 'kysely'
import { migrations } from './migrations.ts'
import type { Store, StoreContext } from './store.ts'
import { auditTable } from './tables/audit.ts'
import { jobsTable } from './tables/jobs.ts'
import { logsTable } from './tables/logs.ts'
import { mappingsTable } from './tables/mappings.ts'
import { principalsTable } from './tables/principals.ts'
import { revealLogTable } from './tables/reveal-log.ts'
import { ruleDocumentsTable } from './tables/rule-documents.ts'
import { settingsTable } from './tables/settings.ts'
import { uiLogsTable } from './tables/ui-logs.ts'
import { uploadsTable } from './tables/uploads.ts'
import { viewsTable } from './tables/views.ts'
import type { Tables } from './tables.ts'

/** Bring the database to the newest form; throws what the first failing migration threw. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}

/** The store over any database that kysely speaks to. `forget` takes deleted content out of the database's files. */
export function sqlStore(db: Kysely<Tables>, context: StoreContext, forget: () => Promise<void>): Store {
  return {
    logs: logsTable(db, context, forget),
    uiLogs: uiLogsTable(db, context, forget),
    ruleDocuments: ruleDocumentsTable(db, context, forget),
    uploads: uploadsTable(db, context, forget),
    mappings: mappingsTable(db, context, forget),
    views: viewsTable(db, context, forget),
    jobs: jobsTable(db, context),
    principals: principalsTable(db, context, forget),
    settings: settingsTable(db),
    audit: auditTable(db, context),
    revealLog: revealLogTable(db, context),
    async check() {
      await sql`select 1`.execute(db)
    },
    close: () => db.destroy(),
  }
}
