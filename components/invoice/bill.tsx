/** The lines of an invoice by child, each with how it was computed; then the total. Words come ready from lib/invoice/rules-document. */
import type { ReactNode } from "react";
import { Disclosure, Explanation } from "@/components/ui/disclosure";
import { DefinitionList } from "@/components/ui/label";
import type { DocumentGroup, DocumentRow, InvoiceDocument } from "@/lib/invoice/rules-document";

/** What a page says of a line besides: under its name, and at the end of its explanation. */
export type AboutLine = (lineId: string) => { note?: ReactNode; action?: ReactNode };

type BillProps = { content: InvoiceDocument; why: string; about?: AboutLine };

export function Bill({ content, why, about }: BillProps) {
  const { total, credit } = content;
  const last = credit?.left ?? total;
  return (
    <>
      {content.groups.map((group) => (
        <Group key={group.title} group={group} columns={content.columns} why={why} about={about} />
      ))}
      {credit ? (
        <DefinitionList
          look="sums"
          items={[total, credit.used].map(({ label, amount }) => ({ term: label, value: amount }))}
        />
      ) : null}
      <dl className="grand-list">
        <div className="grand">
          <dt>{last.label}</dt>
          <dd className="num">{last.amount}</dd>
        </div>
      </dl>
    </>
  );
}

type GroupProps = {
  group: DocumentGroup;
  columns: InvoiceDocument["columns"];
  why: string;
  about: AboutLine | undefined;
};

function Group({ group, columns, why, about }: GroupProps) {
  return (
    <table className="table mb-6">
      <caption>
        {group.title} {group.detail ? <small>{group.detail}</small> : null}
      </caption>
      <thead>
        <tr>
          <th scope="col">{columns.service}</th>
          <th scope="col" className="r wide">
            {columns.quantity}
          </th>
          <th scope="col" className="r wide">
            {columns.price}
          </th>
          <th scope="col" className="r">
            {columns.amount}
          </th>
        </tr>
      </thead>
      <tbody>
        {group.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an invoice are frozen in their order
          <Row key={index} row={row} why={why} about={about} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{group.totalLabel}</th>
          <td className="wide" />
          <td className="wide" />
          <td className="r">{group.total}</td>
        </tr>
      </tfoot>
    </table>
  );
}

type RowProps = { row: DocumentRow; why: string; about: AboutLine | undefined };

function Row({ row, why, about }: RowProps) {
  const said = row.lineId === null ? undefined : about?.(row.lineId);
  return (
    <>
      <tr>
        <th scope="row">
          {row.label}
          <small className="narrow">
            {row.quantity} × {row.price}
          </small>
          {row.note ? <small>{row.note}</small> : null}
          {said?.note}
        </th>
        <td className="r wide">{row.quantity}</td>
        <td className="r wide">{row.price}</td>
        <td className="r">{row.amount}</td>
      </tr>
      <tr className="why no-print">
        <td colSpan={4}>
          <Disclosure
            summary={
              <>
                {why} <span className="sr">{row.label}</span>
              </>
            }
          >
            <Explanation steps={row.steps} source={row.tariff} />
            {said?.action}
          </Disclosure>
        </td>
      </tr>
    </>
  );
}
