/** The charter as the office writes it: paragraphs apart by an empty line, articles opened by a number or « ## », lists by a dash. */

export function CharterText({ text }: { text: string }) {
  const blocks = text
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter(Boolean);
  return (
    <div className="prose">
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a published text never changes its order
        <Block key={index} text={block} />
      ))}
    </div>
  );
}

function Block({ text }: { text: string }) {
  const [first = "", ...rest] = text.split("\n");
  if (/^(## |\d{1,2}\. )/.test(first)) {
    return (
      <>
        <h2>{first.replace(/^## /, "")}</h2>
        {rest.length > 0 ? <Lines lines={rest} /> : null}
      </>
    );
  }
  return <Lines lines={[first, ...rest]} />;
}

function Lines({ lines }: { lines: readonly string[] }) {
  if (!lines.every((line) => line.startsWith("- "))) return <p>{lines.join("\n")}</p>;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line.slice(2)}</li>
      ))}
    </ul>
  );
}
