import { SqliteAdapter, SqliteDialect } from 'kysely'

/** Kysely's SQLite, whose migrations are one transaction: wholly done or not at all, and on the disk with one sync. */
export class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): true {
    return true
  }
}
