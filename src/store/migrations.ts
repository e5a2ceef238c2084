import type { Kysely, Migration } from 'kysely'

/** One list for both databases, in order of name; a released migration is never changed, only followed by another. */
export const migrations: Record<string, Migration> = {
  '0001-first': { up: first },
  '0002-uploads-of-principals': { up: uploadsOfPrincipals },
  '0003-ui-logs': { up: uiLogs },
  '0004-revisions-of-edits': { up: revisionsOfEdits },
  '0005-baselines': { up: baselines },
  '0006-rule-documents': { up: ruleDocuments },
  '0007-reveals-of-names': { up: revealsOfNames },
  '0008-views-of-ui-logs': { up: viewsOfUiLogs },
}

async function first(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('logs')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('created', 'bigint', c => c.notNull())
    .addColumn('changed', 'bigint', c => c.notNull())
    .addColumn('status', 'text', c => c.notNull())
    .addColumn('version', 'bigint')
    .addColumn('format', 'text')
    .addColumn('fingerprint', 'text')
    .addColumn('cases', 'bigint')
    .addColumn('events', 'bigint')
    .addColumn('activities', 'bigint')
    .addColumn('bytes', 'bigint')
    .addColumn('problems', 'text', c => c.notNull())
    .addColumn('mapping', 'text', c => c.notNull())
    .addColumn('sources', 'text', c => c.notNull())
    .addColumn('error', 'text')
    .execute()
  await schema
    .createTable('uploads')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('bytes', 'bigint', c => c.notNull())
    .addColumn('fingerprint', 'text', c => c.notNull())
    .addColumn('created', 'bigint', c => c.notNull())
    .execute()
  await schema
    .createTable('mappings')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('mapping', 'text', c => c.notNull())
    .addColumn('created', 'bigint', c => c.notNull())
    .addColumn('changed', 'bigint', c => c.notNull())
    .execute()
  await schema
    .createTable('views')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('log', 'text', c => c.notNull().references('logs.id').onDelete('cascade'))
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('filter', 'text', c => c.notNull())
    .addColumn('view', 'text', c => c.notNull())
    .addColumn('sliders', 'text', c => c.notNull())
    .addColumn('principal', 'text')
    .addColumn('created', 'bigint', c => c.notNull())
    .addColumn('changed', 'bigint', c => c.notNull())
    .execute()
  await schema.createIndex('views_of_log').on('views').column('log').execute()
  await schema
    .createTable('jobs')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('log', 'text', c => c.notNull().references('logs.id').onDelete('cascade'))
    .addColumn('status', 'text', c => c.notNull())
    .addColumn('created', 'bigint', c => c.notNull())
    .addColumn('started', 'bigint')
    .addColumn('ended', 'bigint')
    .addColumn('error', 'text')
    .addColumn('position', 'bigint', c => c.notNull())
    .execute()
  await schema.createIndex('jobs_of_log').on('jobs').column('log').execute()
  await schema.createIndex('jobs_in_order').on('jobs').column('position').execute()
  await schema
    .createTable('principals')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('role', 'text', c => c.notNull())
    .addColumn('created', 'bigint', c => c.notNull())
    .execute()
  await schema
    .createTable('tokens')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('principal', 'text', c => c.notNull().references('principals.id').onDelete('cascade'))
    .addColumn('hash', 'text', c => c.notNull().unique())
    .addColumn('created', 'bigint', c => c.notNull())
    .addColumn('expires', 'bigint')
    .execute()
  await schema
    .createTable('settings')
    .addColumn('key', 'text', c => c.primaryKey())
    .addColumn('value', 'text', c => c.notNull())
    .execute()
  await schema
    .createTable('audit')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('principal', 'text')
    .addColumn('action', 'text', c => c.notNull())
    .addColumn('subject', 'text')
    .addColumn('detail', 'text', c => c.notNull())
    .addColumn('position', 'bigint', c => c.notNull())
    .execute()
  await schema.createIndex('audit_in_order').on('audit').column('position').execute()
}

async function uploadsOfPrincipals(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('uploads').addColumn('principal', 'text').execute()
}

/** UI logs with their edits; a job is of a log or of a UI log. */
async function uiLogs(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('ui_logs')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('created', 'bigint', c => c.notNull())
    .addColumn('changed', 'bigint', c => c.notNull())
    .addColumn('status', 'text', c => c.notNull())
    .addColumn('version', 'bigint')
    .addColumn('format', 'text')
    .addColumn('events', 'bigint')
    .addColumn('recordings', 'bigint')
    .addColumn('bytes', 'bigint')
    .addColumn('problems', 'text', c => c.notNull())
    .addColumn('capture', 'text', c => c.notNull())
    .addColumn('upload', 'text')
    .addColumn('error', 'text')
    .execute()
  await schema
    .createTable('ui_log_edits')
    .addColumn('ui_log', 'text', c => c.primaryKey().references('ui_logs.id').onDelete('cascade'))
    .addColumn('edits', 'text', c => c.notNull())
    .addColumn('changed', 'bigint', c => c.notNull())
    .execute()
  // SQLite changes no column: the table is made anew.
  await schema
    .createTable('jobs_of_both')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('log', 'text', c => c.references('logs.id').onDelete('cascade'))
    .addColumn('ui_log', 'text', c => c.references('ui_logs.id').onDelete('cascade'))
    .addColumn('status', 'text', c => c.notNull())
    .addColumn('created', 'bigint', c => c.notNull())
    .addColumn('started', 'bigint')
    .addColumn('ended', 'bigint')
    .addColumn('error', 'text')
    .addColumn('position', 'bigint', c => c.notNull())
    .execute()
  const columns = ['id', 'kind', 'log', 'status', 'created', 'started', 'ended', 'error', 'position'] as const
  const jobs = db as Kysely<{ jobs: Record<string, never>; jobs_of_both: Record<string, never> }>
  await jobs
    .insertInto('jobs_of_both')
    .columns([...columns])
    .expression(jobs.selectFrom('jobs').select([...columns]))
    .execute()
  await schema.dropTable('jobs').execute()
  await schema.alterTable('jobs_of_both').renameTo('jobs').execute()
  await schema.createIndex('jobs_of_log').on('jobs').column('log').execute()
  await schema.createIndex('jobs_of_ui_log').on('jobs').column('ui_log').execute()
  await schema.createIndex('jobs_in_order').on('jobs').column('position').execute()
}

/** How often the edits of a UI log were saved; those that are there were at least once. */
async function revisionsOfEdits(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('ui_log_edits')
    .addColumn('revision', 'bigint', c => c.notNull().defaultTo(1))
    .execute()
}

/** The rule document of a log, and how often it was saved. */
async function ruleDocuments(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('rule_documents')
    .addColumn('log', 'text', c => c.primaryKey().references('logs.id').onDelete('cascade'))
    .addColumn('document', 'text', c => c.notNull())
    .addColumn('changed', 'bigint', c => c.notNull())
    .addColumn('revision', 'bigint', c => c.notNull())
    .execute()
}

/** What a log is held against: one document for each log. */
async function baselines(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('log_baselines')
    .addColumn('log', 'text', c => c.primaryKey().references('logs.id').onDelete('cascade'))
    .addColumn('baseline', 'text', c => c.notNull())
    .addColumn('changed', 'bigint', c => c.notNull())
    .addColumn('revision', 'bigint', c => c.notNull())
    .execute()
}

/** Keys of those who hold parts of sealed names, and the log of reveals, which refers to nothing so that nothing takes it away. */
async function revealsOfNames(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('principals').addColumn('public_key', 'text').execute()
  await db.schema
    .createTable('reveal_log')
    .addColumn('position', 'bigint', c => c.primaryKey())
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('reveal', 'text', c => c.notNull())
    .addColumn('step', 'text', c => c.notNull())
    .addColumn('principal', 'text')
    .addColumn('name', 'text')
    .addColumn('log', 'text', c => c.notNull())
    .addColumn('case_id', 'text', c => c.notNull())
    .addColumn('rule', 'text', c => c.notNull())
    .addColumn('reason', 'text', c => c.notNull())
    .addColumn('until', 'bigint')
    .addColumn('hash', 'text', c => c.notNull())
    .execute()
}

/** A view is of a log or of a UI log. SQLite changes no column: the table is made anew. */
async function viewsOfUiLogs(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('views_of_both')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('log', 'text', c => c.references('logs.id').onDelete('cascade'))
    .addColumn('ui_log', 'text', c => c.references('ui_logs.id').onDelete('cascade'))
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('filter', 'text', c => c.notNull())
    .addColumn('view', 'text', c => c.notNull())
    .addColumn('sliders', 'text', c => c.notNull())
    .addColumn('principal', 'text')
    .addColumn('created', 'bigint', c => c.notNull())
    .addColumn('changed', 'bigint', c => c.notNull())
    .execute()
  const columns = ['id', 'log', 'name', 'filter', 'view', 'sliders', 'principal', 'created', 'changed'] as const
  const views = db as Kysely<{ views: Record<string, never>; views_of_both: Record<string, never> }>
  await views
    .insertInto('views_of_both')
    .columns([...columns])
    .expression(views.selectFrom('views').select([...columns]))
    .execute()
  await schema.dropTable('views').execute()
  await schema.alterTable('views_of_both').renameTo('views').execute()
  await schema.createIndex('views_of_log').on('views').column('log').execute()
  await schema.createIndex('views_of_ui_log').on('views').column('ui_log').execute()
}
