/** Lists that are edited as a fixed number of groups of fields, so that they work without script. */

/** The rows there are, then two empty ones, never more than `most`. */
export function rowsToShow<Row>(rows: readonly Row[], most: number): { key: string; row: Row | null }[] {
  const shown = Math.min(rows.length + 2, most);
  return Array.from({ length: shown }, (_, index) => ({ key: `row-${index}`, row: rows[index] ?? null }));
}

/** Names of the fields for the summary of faults: « Personne 2, Téléphone ». */
export function rowLabels(
  list: string,
  count: number,
  title: (index: number) => string,
  fields: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) =>
      Object.entries(fields).map(([name, label]) => [`${list}.${index}.${name}`, `${title(index)}, ${label}`]),
    ).flat(),
  );
}
