/** At the foot of a sheet: who made it, and room for who signs. */
export function Signatures({ by, lines }: { by?: string; lines: readonly string[] }) {
  return (
    <>
      {by ? <p className="soft mt-6">{by}</p> : null}
      <div className="field-row mt-6">
        {lines.map((line) => (
          <p key={line} className="soft pb-12">
            {line}
          </p>
        ))}
      </div>
    </>
  );
}
