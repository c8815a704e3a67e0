/** A statement or a certificate on screen and on paper: the same words and amounts as its PDF. */
import type { Paper } from "@/lib/certificate/rules-paper";

export function PaperSheet({ paper }: { paper: Paper }) {
  const { issuer, recipient, before, after, made, data } = paper;
  return (
    <>
      <p className="soft">{paper.subtitle}</p>
      <div className="mt-6 grid gap-6 md:grid-cols-2">
        <Block lines={[issuer.town, ...issuer.lines]} />
        <Block lines={recipient} />
      </div>
      {before.map((text) => (
        <p key={text} className="measure mt-6">
          {text}
        </p>
      ))}
      <PaperTable paper={paper} />
      {after.map((text) => (
        <p key={text} className="small soft measure mt-2">
          {text}
        </p>
      ))}
      <p className="mt-6">{made}</p>
      <p className="small soft mt-2">{data}</p>
    </>
  );
}

function Block({ lines }: { lines: readonly string[] }) {
  const [first, ...others] = lines;
  return (
    <address className="not-italic small">
      <strong>{first}</strong>
      {others.map((line) => (
        <span key={line}>
          <br />
          {line}
        </span>
      ))}
    </address>
  );
}

function PaperTable({ paper: { title, columns, rows, foot } }: { paper: Paper }) {
  const side = (index: number) => (columns[index]?.align === "end" ? "r" : undefined);
  return (
    // biome-ignore lint/a11y/noRedundantRoles: restores the role that display:block removes
    <table className="table stack-table mt-6" role="table">
      <caption className="sr">{title}</caption>
      <thead>
        <tr>
          {columns.map(({ header }, index) => (
            <th key={header} scope="col" className={side(index)}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...rows, foot].map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a paper does not change its order
          // biome-ignore lint/a11y/noRedundantRoles: as above
          <tr key={row} role="row">
            {columns.map(({ header }, index) => (
              // biome-ignore lint/a11y/noRedundantRoles: as above
              <td key={header} role="cell" className={side(index)} data-label={cells[index] ? header : undefined}>
                {cells[index] ? <span>{cells === foot ? <strong>{cells[index]}</strong> : cells[index]}</span> : null}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
