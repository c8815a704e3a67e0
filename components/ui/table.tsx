/** A real table: caption, headers, rows that become labelled lines on a phone and stay a table for assistive tools. */
import type { ReactNode } from "react";
import { TextLink } from "./button";
import { Icon } from "./icon";

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Amounts and counts stand at the right, in columns. */
  align?: "end" | undefined;
  /** The cell that names its row. Give it to one column. */
  rowHeader?: boolean | undefined;
  /** Label on a phone, such as « Reçue : »; without it the cell stands alone. */
  label?: string | undefined;
  /** Address that sorts by this column, and the present order. */
  sort?: { href: string; order?: "ascending" | "descending" | undefined };
};

type TableProps<Row> = {
  caption: ReactNode;
  hideCaption?: boolean | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** A row that needs attention. */
  marked?: (row: Row) => boolean;
  /** Cells of the total, one a column. */
  foot?: readonly ReactNode[] | undefined;
};

/** Roles are written out: some browsers forget them when the phone layout changes `display`. */
export function Table<Row>({ caption, hideCaption, columns, rows, rowKey, marked, foot }: TableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: restores the role that display:block removes
    <table className="table stack-table" role="table">
      <caption className={hideCaption ? "sr" : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <HeaderCell key={column.key} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          // biome-ignore lint/a11y/noRedundantRoles: as above
          <tr key={rowKey(row)} role="row" className={marked?.(row) ? "is-gap" : undefined}>
            {columns.map((column) => (
              <BodyCell key={column.key} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
      {foot ? <Foot cells={foot} columns={columns} /> : null}
    </table>
  );
}

const SORT_ICONS = { ascending: "sort-up", descending: "sort-down", none: "sort" } as const;

function HeaderCell<Row>({ column }: { column: Column<Row> }) {
  const order = column.sort?.order ?? "none";
  return (
    <th scope="col" className={column.align === "end" ? "r" : undefined} aria-sort={column.sort ? order : undefined}>
      {column.sort ? (
        <TextLink href={column.sort.href}>
          {column.header}
          <Icon name={SORT_ICONS[order]} size="small" />
        </TextLink>
      ) : (
        column.header
      )}
    </th>
  );
}

function BodyCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const className = column.align === "end" ? "r" : undefined;
  const content = column.cell(row);
  if (column.rowHeader) {
    return (
      // biome-ignore lint/a11y/noRedundantRoles: restores the role that display:block removes
      <th scope="row" role="rowheader" className={className}>
        {content}
      </th>
    );
  }
  return (
    // biome-ignore lint/a11y/noRedundantRoles: as above
    <td role="cell" className={className} data-label={column.label}>
      {column.label ? <span>{content}</span> : content}
    </td>
  );
}

function Foot<Row>({ cells, columns }: { cells: readonly ReactNode[]; columns: readonly Column<Row>[] }) {
  return (
    <tfoot>
      <tr>
        {columns.map((column, index) => {
          const className = column.align === "end" ? "r" : undefined;
          return index === 0 ? (
            <th key={column.key} scope="row" className={className}>
              {cells[index]}
            </th>
          ) : (
            <td key={column.key} className={className} data-label={cells[index] ? column.label : undefined}>
              {cells[index]}
            </td>
          );
        })}
      </tr>
    </tfoot>
  );
}
