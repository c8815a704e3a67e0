/** The browser's own store: the agent's key for the day, and sealed pages that are still to be sent. No content, and no key that can leave. */

const NAME = "documents";
type Drawer = "keys" | "sendings";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("keys", { keyPath: "id" });
      request.result.createObjectStore("sendings", { keyPath: "id" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function within<Value>(
  drawer: Drawer,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Value>,
) {
  const database = await open();
  try {
    return await new Promise<Value>((resolve, reject) => {
      const transaction = database.transaction(drawer, mode);
      const request = ask(transaction.objectStore(drawer));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export function rowsIn<Row>(drawer: Drawer): Promise<Row[]> {
  return within(drawer, "readonly", (store) => store.getAll() as IDBRequest<Row[]>);
}

export async function keep(drawer: Drawer, row: { id: string }): Promise<void> {
  await within(drawer, "readwrite", (store) => store.put(row));
}

export async function drop(drawer: Drawer, id: string): Promise<void> {
  await within(drawer, "readwrite", (store) => store.delete(id));
}

export async function empty(drawer: Drawer): Promise<void> {
  await within(drawer, "readwrite", (store) => store.clear());
}
