/** Two versions side by side, line by line, with how the new price is reached. */
import { Disclosure } from "@/components/ui/disclosure";
import { Table } from "@/components/ui/table";
import type { ComparedRow } from "./rows";

type Words = {
  caption: string;
  service: string;
  quantity: string;
  before: string;
  after: string;
  change: string;
  total: string;
  why: string;
};
type Props = { words: Words; rows: readonly ComparedRow[]; foot: { before: string; after: string; change: string } };

export function ComparedTable({ words, rows, foot }: Props) {
  return (
    <Table
      caption={words.caption}
      hideCaption
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        {
          key: "service",
          header: words.service,
          rowHeader: true,
          cell: (row) => (
            <>
              {row.name}
              {row.why.length > 0 ? (
                <Disclosure summary={words.why}>
                  <ul className="why-list">
                    {row.why.map((reason) => (
                      <li key={reason}>{reason}</li>
                    ))}
                  </ul>
                </Disclosure>
              ) : null}
            </>
          ),
        },
        { key: "quantity", header: words.quantity, align: "end", label: words.quantity, cell: (row) => row.quantity },
        { key: "before", header: words.before, align: "end", label: words.before, cell: (row) => row.before },
        { key: "after", header: words.after, align: "end", label: words.after, cell: (row) => row.after },
        { key: "change", header: words.change, align: "end", label: words.change, cell: (row) => row.change },
      ]}
      foot={[words.total, "", foot.before, foot.after, foot.change]}
    />
  );
}
