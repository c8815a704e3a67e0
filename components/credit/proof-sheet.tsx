/** The proof of one régie, made for paper: the numbers, the amounts, the differences, the places to sign. Words come ready. */
import { DefinitionList } from "@/components/ui/label";
import { Notice } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import type { PaperTable, RegiePaper } from "@/lib/proof/rules-paper";

export function ProofSheet({ paper, signatures }: { paper: RegiePaper; signatures: readonly string[] }) {
  const { name, verdict, isSound, series, totals, faults } = paper;
  return (
    <section className="mt-6" aria-label={name}>
      <h2 className="mb-3">{name}</h2>
      <Notice tone={isSound ? "ok" : "error"} inset title={verdict} />
      <div className="mt-6">
        <PlainTable table={series} />
      </div>
      <h3 className="mt-6">{totals.title}</h3>
      <DefinitionList
        look="sums"
        items={totals.terms.map(({ term, value, isTotal }) => ({ term, value, total: isTotal }))}
      />
      {faults.rows.length > 0 ? <PlainTable table={faults} /> : <p className="mt-6">{faults.title}</p>}
      <div className="field-row print-only mt-6">
        {signatures.map((words) => (
          <p key={words} className="soft">
            {words}
          </p>
        ))}
      </div>
    </section>
  );
}

function PlainTable({ table: { title, columns, rows } }: { table: PaperTable }) {
  return (
    <Table
      caption={title}
      rows={rows}
      rowKey={(row) => row.join()}
      columns={columns.map((header, place) => ({
        ...{ key: header, header, rowHeader: place === 0 },
        ...(place > 0 && { label: header }),
        cell: (row: string[]) => row[place],
      }))}
    />
  );
}
