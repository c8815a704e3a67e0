/** An issued invoice as data, for tests of its words and its print: two children, each kind of line, an amount over a thousand euros. */
import type { InvoiceFacts, InvoiceLineFacts } from "@/lib/invoice/rules-document";
import type { InvoiceHead, LineDetail } from "@/lib/invoice/schema";

const head: InvoiceHead = {
  name: "Camille Durand",
  address: ["14 chemin des Restanques", "06999 Valmontel"],
  householdRef: "F-0217",
  quotient: { valueCents: 64_200, since: "2026-09-01", source: "caf" },
  issuer: {
    commune: "Valmontel",
    regie: "Régie des affaires scolaires",
    address: "2 place des Écoles, 06999 Valmontel",
    phone: "04 99 00 12 30",
    email: "regie@valmontel.example",
    hoursFr: "Du lundi au vendredi, de 8 h 30 à 12 h",
    hoursEn: "Monday to Friday, 8:30 am to noon",
    siret: "21069999000012",
    vatFr: "TVA non applicable",
    court: "Tribunal administratif de Nice, 18 avenue des Fleurs, 06000 Nice",
    chequePayee: "Régie des affaires scolaires de Valmontel",
    numcli: "012345",
    portal: "portail.valmontel.example",
  },
};

const bracket: LineDetail["why"] = {
  versionId: "v1",
  version: "Délibération de juin 2026",
  since: "2026-09-01",
  rule: "bracket",
  unbooked: false,
  bracket: "B",
  quotient: { valueCents: 64_200, since: "2026-09-01" },
  source: "caf",
  share: null,
  bookedCents: null,
};

type Given = Partial<Omit<LineDetail, "why">> & { why?: Partial<LineDetail["why"]>; label?: string; cents?: number };

export function anInvoiceLine(child: string, given: Given = {}): InvoiceLineFacts {
  const { label = "Cantine", cents = 280, why, days = ["2026-10-05", "2026-10-06"], ...rest } = given;
  return {
    childId: child,
    childName: `${child} Durand`,
    labelFr: label,
    labelEn: label,
    quantity: days.length,
    unitCents: cents,
    amountCents: cents * days.length,
    detail: {
      kind: "booked",
      activityKind: "canteen",
      waived: [],
      grade: "GS",
      site: "Les Oliviers",
      ...rest,
      days,
      why: { ...bracket, ...why },
    },
  };
}

export function anInvoice(given: Partial<InvoiceFacts> = {}): InvoiceFacts {
  const lines = given.lines ?? [
    anInvoiceLine("Léa", { waived: ["2026-10-08"] }),
    anInvoiceLine("Léa", { label: "Garderie du soir", activityKind: "evening-care", cents: 190, kind: "absence" }),
    anInvoiceLine("Tom", { kind: "unbooked", why: { unbooked: true }, days: ["2026-10-12"], cents: 430 }),
    anInvoiceLine("Tom", {
      label: "Accueil de loisirs du mercredi",
      activityKind: "leisure",
      cents: 60_800,
      days: ["2026-10-07", "2026-10-14"],
      why: { share: { percent: 50, ofCents: 121_600 }, bookedCents: 120_000 },
    }),
    anInvoiceLine("Tom", { label: "Bus, ligne 1", activityKind: "bus", cents: 80, why: { rule: "fixed" } }),
  ];
  const totalCents = given.totalCents ?? lines.reduce((total, line) => total + line.amountCents, 0);
  return {
    year: 2026,
    number: 1187,
    refdet: "RAS2026001187",
    month: "2026-10",
    issuedOn: "2026-11-05",
    dueOn: "2026-12-05",
    head,
    ...given,
    lines,
    totalCents,
  };
}
