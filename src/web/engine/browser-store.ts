/** Things of one kind that this browser remembers (IndexedDB, this machine only); every call rejects where it keeps nothing. */
export interface BrowserStore<T> {
  get(key: IDBValidKey): Promise<T | undefined>
  all(): Promise<readonly T[]>
  put(value: T): Promise<void>
  /** In one step, so that no other tab comes between: keeps what `next` makes of what is there; null takes it away. Rejects with what it throws. */
  change(key: IDBValidKey, next: (before: T | undefined) => T | null): Promise<void>
  delete(key: IDBValidKey): Promise<void>
}

export function browserStore<T>(database: string, store: string, keyPath: string | string[]): BrowserStore<T> {
  const open = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(database, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath })
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  async function run<R>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<R>): Promise<R> {
    const opened = await open()
    return new Promise<R>((resolve, reject) => {
      const transaction = opened.transaction(store, mode)
      const request = work(transaction.objectStore(store))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    }).finally(() => opened.close())
  }
  return {
    get: key => run('readonly', at => at.get(key) as IDBRequest<T | undefined>),
    all: () => run('readonly', at => at.getAll() as IDBRequest<T[]>),
    put: value => run('readwrite', at => at.put(value)).then(() => undefined),
    async change(key, next) {
      const opened = await open()
      return new Promise<void>((resolve, reject) => {
        const transaction = opened.transaction(store, 'readwrite')
        const at = transaction.objectStore(store)
        let trouble: unknown = null
        const read = at.get(key) as IDBRequest<T | undefined>
        read.onsuccess = () => {
          try {
            const made = next(read.result)
            if (made === null) at.delete(key)
            else at.put(made)
          } catch (error) {
            trouble = error
            transaction.abort()
          }
        }
        transaction.oncomplete = () => resolve()
        transaction.onerror = () => reject(trouble ?? transaction.error)
        transaction.onabort = () => reject(trouble ?? transaction.error)
      }).finally(() => opened.close())
    },
    delete: key => run('readwrite', at => at.delete(key)).then(() => undefined),
  }
}
