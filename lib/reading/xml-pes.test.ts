/** PES Retour Recette and PES Acquit: what is read of them, what is left out, and what is refused. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { listMappingSchema } from "@/lib/commune/schema-regie";
import { aPesReturn } from "@/prisma/testing/statements";
import { readStatement } from "./queries";

const mapping = listMappingSchema.parse({});
const SAMPLES = new URL("../../../shared/pes-xsd/samples/", import.meta.url);

function linesOf(bytes: Uint8Array) {
  const read = readStatement(bytes, mapping);
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.file.lines;
}

function faultOf(bytes: Uint8Array | string) {
  const read = readStatement(typeof bytes === "string" ? Buffer.from(bytes) : bytes, mapping);
  return read.ok ? read.file.kind : read.fault;
}

describe("what the treasury sends back", () => {
  it("gives the state of a piece, and a line for each sum received", () => {
    const money = [{ origin: "10", day: "2026-02-12", cents: 4250 }];
    const [state, received] = linesOf(
      aPesReturn([
        {
          exer: 2026,
          bordereau: 12,
          piece: 1,
          debt: "2026000101",
          cents: 4250,
          row: "05",
          takenOn: "2026-02-04",
          money,
        },
      ]),
    );
    expect(state).toMatchObject({ kind: "pes-state", reference: "2026-12-1", amountCents: 4250, day: "2026-02-04" });
    expect(state?.detail).toMatchObject({ state: "02", lines: "05", debt: "2026000101", takenOn: "2026-02-04" });
    expect(received).toMatchObject({
      kind: "pes-money",
      amountCents: 4250,
      day: "2026-02-12",
      detail: { origin: "10" },
    });
  });

  it.each([
    ["01", 1],
    ["02", 0],
    ["05", 0],
    ["06", 1],
  ])("of a bordereau of type %s gives %i line: only what the commune sent bears its numbers", (type, lines) => {
    const text = aPesReturn([{ exer: 2026, bordereau: 12, piece: 1, cents: 4250 }]).toString();
    const read = readStatement(Buffer.from(text.replace(/<TypBord V="\d+"\/>/, `<TypBord V="${type}"/>`)), mapping);
    if (!read.ok) throw new Error(read.fault.reason);
    expect(read.file.lines).toHaveLength(lines);
    expect(read.file.leftOut).toEqual(lines === 0 ? { [`TypBord ${type}`]: 1 } : {});
  });

  it("gives one line for a role that was taken or refused as a whole", () => {
    const whole = (day: string) =>
      aPesReturn([])
        .toString()
        .replace(
          "</PES_RecetteRetour>",
          `<Bordereau><BordereauORMCGlobal><Exer V="2026"/><IdBord V="12"/><MtTTC V="1250.00"/>${day}</BordereauORMCGlobal></Bordereau></PES_RecetteRetour>`,
        );
    expect(linesOf(Buffer.from(whole('<DtePec V="2026-02-04"/>')))).toMatchObject([
      { kind: "pes-state", reference: "2026-12", day: "2026-02-04", amountCents: 125_000, detail: { state: "02" } },
    ]);
    // Refused after it was taken: both days are there, and the refusal counts.
    expect(linesOf(Buffer.from(whole('<DtePec V="2026-02-04"/><DteRej V="2026-02-09"/>')))).toMatchObject([
      { day: "2026-02-09", detail: { state: "04" } },
    ]);
  });

  const ack = (elements: string, namespace = "/v2") =>
    Buffer.from(
      `<n:PES_ACQUIT xmlns:n="http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/retour${namespace}"><EnTetePES><DteStr V="2026-02-02"/><IdPost V="006099"/><IdColl V="21060999900019"/><CodCol V="123"/><CodBud V="00"/></EnTetePES><ACQUIT><EnTeteAcquit><IdVer V="2"/></EnTeteAcquit>${elements}</ACQUIT></n:PES_ACQUIT>`,
    );
  const bordereau = '<DomaineAck V="7"/><EtatAck V="0"/><NumBord V="12"/><ExerciceBord V="2026"/>';

  it("tells why a file was not received, for the whole and for each piece", () => {
    const error = '<Erreur><NumAnoAck V="ERREUR_CUMUL_MONTANTS"/><LibelleAnoAck V="Total faux"/></Erreur>';
    const piece = `<DetailPiece><NumPiece V="3"/>${error}</DetailPiece>`;
    const other = '<ElementACQUIT><DomaineAck V="5"/><EtatAck V="1"/></ElementACQUIT>';
    const read = readStatement(ack(`<ElementACQUIT>${bordereau}${error}${piece}</ElementACQUIT>${other}`), mapping);
    if (!read.ok) throw new Error(read.fault.reason);
    expect(read.file.leftOut).toEqual({ "DomaineAck 5": 1 });
    expect(read.file.lines).toMatchObject([
      { reference: "2026-12", label: "ERREUR_CUMUL_MONTANTS : Total faux", detail: { state: "not-received" } },
      {
        reference: "2026-12-3",
        label: "ERREUR_CUMUL_MONTANTS : Total faux",
        detail: { piece: 3, state: "not-received" },
      },
    ]);
  });

  it("reads the first, flat form of an answer too", () => {
    const flat =
      '<ElementACQUIT><DomaineAck V="6"/><EtatAck V="0"/><ExerciceBord V="2026"/><NumBord V="12"/><NumPiece V="3"/><NumAnoAck V="ERREUR_AUTRE"/></ElementACQUIT>';
    expect(linesOf(ack(flat, ""))).toMatchObject([
      { reference: "2026-12-3", label: "ERREUR_AUTRE", detail: { state: "not-received" } },
    ]);
  });

  it("is refused with a document type", () => {
    const text = aPesReturn([{ exer: 2026, bordereau: 1, piece: 1, cents: 1 }]).toString();
    expect(
      faultOf(text.replace("<n:PES_Retour", '<!DOCTYPE n [<!ENTITY x SYSTEM "file:///etc/passwd">]><n:PES_Retour')),
    ).toMatchObject({ reason: "doctype" });
  });

  it.skipIf(!existsSync(SAMPLES))("reads the samples of ../shared/pes-xsd", () => {
    const [state, received] = linesOf(readFileSync(new URL("ok-retour-recette.xml", SAMPLES)));
    expect(state?.detail).toMatchObject({ exer: 2026, bordereau: 12, piece: 1, debt: "2026000101", lines: "05" });
    expect(received).toMatchObject({ amountCents: 4250, detail: { origin: "10" } });
    const [received2] = linesOf(readFileSync(new URL("ok-acquit-v2.xml", SAMPLES)));
    expect(received2).toMatchObject({ reference: "2026-12", detail: { state: "received" } });
    expect(faultOf(readFileSync(new URL("ok-pesormc.xml", SAMPLES)))).toMatchObject({ reason: "unknown-kind" });
  });
});
