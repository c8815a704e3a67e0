/** What the paper invoice says around its lines: from whom, to whom, how to pay, what if not. The same words as the PDF. */
import type { InvoiceDocument } from "@/lib/invoice/rules-document";

export function Mentions({ content }: { content: InvoiceDocument }) {
  const { issuer, recipient, facts, mentions, foot } = content;
  return (
    <div className="mt-6 grid gap-6 md:grid-cols-2">
      <address className="not-italic small">
        <strong>{issuer.town}</strong>
        <Broken lines={[issuer.regie, ...issuer.lines]} first />
      </address>
      <address className="not-italic small">
        <strong>{recipient[0]}</strong>
        <Broken lines={recipient.slice(1)} first />
      </address>
      <dl className="facts small">
        {facts.map(({ term, value }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="small soft">
        <Broken lines={[...mentions, foot.data]} />
      </p>
    </div>
  );
}

export function Ways({ content: { pay, question, remark } }: { content: InvoiceDocument }) {
  return (
    <div className="mt-6 grid gap-6 md:grid-cols-2">
      {[pay, question].map((part) => (
        <section key={part.title}>
          <h3>{part.title}</h3>
          <p className="small soft">
            <Broken lines={part.lines} />
          </p>
        </section>
      ))}
      <p className="small soft print-only">{remark}</p>
    </div>
  );
}

/** Lines of an address or a list of sentences, one under the other. */
function Broken({ lines, first }: { lines: readonly string[]; first?: boolean }) {
  return lines.map((line, index) => (
    <span key={line}>
      {index > 0 || first ? <br /> : null}
      {line}
    </span>
  ));
}
