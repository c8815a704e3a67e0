/**
 * Whether the words of an event name a row, by its key. Ids are what names: 122 random bits stand nowhere by accident. A place within a thing (a page
 * of a document, an instalment) is named with the thing; a key that is no id must stand as what it is, as the value of its own column. Pure.
 */

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `columns` are those of the key, in the order of its parts, as the table names them. */
export function namesRow(text: string, key: string, columns: readonly string[]): boolean {
  const parts = key.split("/");
  const ids = parts.filter((part) => ID.test(part));
  if (ids.length > 0) return ids.every((id) => text.includes(id));
  if (parts.length !== columns.length) return false;
  return parts.every((part, at) => isSaid(text, fieldOf(columns[at] ?? ""), part));
}

/** The body says `"version":2`, or `"section":"retention"` and what is inside of it (`regie.contract`). */
function isSaid(text: string, field: string, value: string): boolean {
  const plain = value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`"${field}":(${plain}(?![\\d.])|"${plain}(\\.[^"]*)?")`).test(text);
}

const fieldOf = (column: string) => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
