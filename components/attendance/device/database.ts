/** The device's own store (IndexedDB), wrapped in promises: three drawers, for keys, today's lists and waiting marks. */

export const DATABASE = "pointage";
export type Drawer = "keys" | "lists" | "marks";
const DRAWERS: readonly Drawer[] = ["keys", "lists", "marks"];

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      for (const drawer of DRAWERS) request.result.createObjectStore(drawer, { keyPath: "id" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function within<Value>(
  drawer: Drawer,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  const transaction = (await open()).transaction(drawer, mode, { durability: "strict" });
  const request = ask(transaction.objectStore(drawer));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

export function getRecord<Row>(drawer: Drawer, id: string): Promise<Row | undefined> {
  return within(drawer, "readonly", (store) => store.get(id) as IDBRequest<Row | undefined>);
}

export function allRecords<Row>(drawer: Drawer): Promise<Row[]> {
  return within(drawer, "readonly", (store) => store.getAll() as IDBRequest<Row[]>);
}

export async function putRecord(drawer: Drawer, row: { id: string }): Promise<void> {
  await within(drawer, "readwrite", (store) => store.put(row));
}

export async function dropRecord(drawer: Drawer, id: string): Promise<void> {
  await within(drawer, "readwrite", (store) => store.delete(id));
}

/** Whether this browser ever kept anything; asking creates nothing. */
export async function hasStore(): Promise<boolean> {
  if (!("indexedDB" in window) || !indexedDB.databases) return false;
  return (await indexedDB.databases()).some(({ name }) => name === DATABASE);
}
