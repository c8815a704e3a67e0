import { existsSync, readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { db, transaction } from "@/lib/server/db";
import { contextFor } from "@/prisma/fixtures";
import { as, testUrl } from "@/prisma/testing";
import { prepareSchema } from "@/prisma/testing/build";
import { importFamilies } from "./commands";
import { columnNames } from "./rules-plan";

const GRADES = ["PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"];

/** Each test starts from an empty portal with two schools and its year. */
beforeEach(async () => {
  const owner = testUrl("owner");
  await prepareSchema(owner, new URL(owner).pathname.slice(1));
  const school = { kind: "school" as const, grades: GRADES, address: "Valmontel" };
  await db().site.createMany({
    data: [
      { id: "oliviers", code: "OLI", name: "Les Oliviers", position: 1, ...school },
      { id: "fontaine", code: "FON", name: "La Fontaine", position: 2, ...school, grades: GRADES.slice(3) },
    ],
  });
  const dates = { startsOn: new Date("2026-09-01"), endsOn: new Date("2027-08-31") };
  await db().schoolYear.create({ data: { id: "year", label: "2026-2027", ...dates } });
});

type Cells = Partial<Record<keyof typeof columnNames, string>>;

const usual: Cells = {
  ref: "F1",
  lastName1: "NGUYEN",
  firstName1: "Émilie",
  email1: "emilie@example.org",
  phone1: "+33 6 39 98 43 91",
  lastName2: "ADAM",
  firstName2: "Virginie",
  address: "49 chemin des Vignes",
  postalCode: "06650",
  city: "Valmontel",
  situation: "Marié(e)s",
  childLastName: "NGUYEN",
  childFirstName: "Lou",
  birthDate: "23/04/2016",
  school: "La Fontaine",
  grade: "CM2",
  image: "Non",
};

function csvOf(rows: readonly Cells[]): string {
  const columns = Object.keys(columnNames) as (keyof typeof columnNames)[];
  const line = (cells: Cells) => columns.map((column) => `"${(cells[column] ?? "").replaceAll('"', '""')}"`).join(";");
  return `${[columns.map((column) => columnNames[column]).join(";"), ...rows.map(line)].join("\r\n")}\r\n`;
}

async function brought(content: string | Uint8Array, apply = true) {
  const bytes = typeof content === "string" ? Buffer.from(`\ufeff${content}`) : content;
  const file = { name: "familles.csv", bytes };
  const outcome = await transaction((tx) => importFamilies(contextFor(tx, null), file, { apply }));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.report;
}

const told = (report: Awaited<ReturnType<typeof brought>>) =>
  report.findings.map(({ line, column, code, done }) => `${line} ${column} ${code} ${done}`);

async function counts() {
  const [households, children, guardians, events] = await Promise.all([
    db().household.count(),
    db().child.count(),
    db().guardian.count(),
    db().auditEvent.count(),
  ]);
  return { households, children, guardians, events };
}

const nothing = { households: 0, children: 0, guardians: 0, events: 0 };

describe("a file of families", () => {
  it("is tried without writing, then written with its events", async () => {
    expect((await brought(csvOf([usual]), false)).state).toBe("dry-run");
    expect(await counts()).toEqual(nothing);
    await brought(csvOf([usual]));
    expect(await counts()).toEqual({ households: 1, children: 1, guardians: 2, events: 2 });
    const child = await db().child.findFirst({ include: { schoolings: true, consents: true, guardianships: true } });
    expect(child).toMatchObject({ lastName: "Nguyen", schoolings: [{ siteId: "fontaine", grade: "CM2" }] });
    expect(child?.consents).toMatchObject([{ kind: "image", isGranted: false }]);
    expect(child?.guardianships).toHaveLength(2);
    expect(await db().payer.findMany()).toMatchObject([{ name: "Émilie Nguyen" }]);
  });

  it("changes nothing the second time, nor when it is exported again in another encoding", async () => {
    const content = csvOf([usual]);
    await brought(content);
    const before = await counts();
    expect((await brought(content)).state).toBe("known");
    const windows = Buffer.from(content.replace("’", "'"), "latin1");
    expect(await brought(windows)).toMatchObject({ encoding: "windows-1252", families: { fresh: 0, known: 1 } });
    expect(await counts()).toEqual(before);
    expect(await db().importBatch.count()).toBe(1);
  });

  it("is read in Windows-1252 with its accents", async () => {
    await brought(Buffer.from(csvOf([usual]).replace("’", "\u0092"), "latin1"));
    expect(await db().guardian.findFirst({ where: { lastName: "Nguyen" } })).toMatchObject({ firstName: "Émilie" });
    expect(await db().consent.count()).toBe(1);
  });

  it("keeps what it already knows, and says which child is not added", async () => {
    await brought(csvOf([usual]));
    const report = await brought(
      csvOf([usual, { ...usual, childFirstName: "Margaux", birthDate: "2018-08-04", grade: "CE2" }]),
    );
    expect(told(report)).toEqual(["3 childFirstName not-added line-left-out"]);
    expect(await db().child.count()).toBe(1);
  });
});

describe("a fault", () => {
  it.each([
    ["an impossible birth date", { birthDate: "31/02/2019" }, "3 birthDate date household-left-out"],
    ["a birth to come", { birthDate: "01/03/2027" }, "3 birthDate to-come household-left-out"],
    ["no name", { childFirstName: "" }, "3 childFirstName missing household-left-out"],
  ] as const)("such as %s leaves its household out whole, and no other", async (_, cells, finding) => {
    const report = await brought(csvOf([usual, { ...usual, ...cells }, { ...usual, ref: "F2", email1: "" }]));
    expect(told(report)).toContain(finding);
    expect(report.families.leftOut).toEqual(["F1"]);
    expect((await db().household.findMany()).map((household) => household.externalRef)).toEqual(["F2"]);
  });

  it.each([
    ["an unknown school", { school: "École inconnue" }, "2 school unknown-school left-empty"],
    ["an unreadable quotient", { quotient: "douze cents" }, "2 quotient amount left-empty"],
    ["an unreadable e-mail", { email1: "pas-un-courriel" }, "2 email1 email left-empty"],
    ["a religion as a diet", { diet: "casher" }, "2 diet unknown-word left-empty"],
    ["a wrong telephone", { phone1: "06 39" }, "2 phone1 phone left-empty"],
  ] as const)("such as %s leaves the cell empty and says so", async (_, cells, finding) => {
    expect(told(await brought(csvOf([{ ...usual, ...cells }])))).toContain(finding);
    expect(await db().household.count()).toBe(1);
  });

  it("is mended by another line of the same household", async () => {
    const report = await brought(
      csvOf([
        { ...usual, firstName1: "=HYPERLINK(1)", email1: "pas-un-courriel" },
        { ...usual, childFirstName: "Margaux" },
      ]),
    );
    expect(told(report)).toEqual(["2 firstName1 formula corrected", "2 email1 email corrected"]);
    expect(await db().guardian.findFirst({ where: { lastName: "Nguyen" } })).toMatchObject({
      firstName: "Émilie",
      email: "emilie@example.org",
    });
  });

  it("such as the same line twice writes one child", async () => {
    expect(told(await brought(csvOf([usual, { ...usual, childLastName: "Nguyen" }])))).toEqual([
      "3 childFirstName same-child line-left-out",
    ]);
    expect(await db().child.count()).toBe(1);
  });

  it("such as a cell too many leaves the household out; a missing column or an open quote, the file", async () => {
    const [header, line] = csvOf([usual]).split("\r\n");
    expect(told(await brought(`${header}\r\n${line};x`))).toEqual(["2 null cell-count household-left-out"]);
    await expect(brought("Nom;Prénom\r\nA;B")).rejects.toThrow("missing-columns");
    await expect(brought(`${header}\r\n"F1;NGUYEN`)).rejects.toThrow("unclosed-quote");
    expect(await counts()).toEqual(nothing);
  });
});

describe("parents who live apart", () => {
  const apart: Cells = { ...usual, situation: "Séparé(e)s", email2: "virginie@example.org" };

  it("get a household each when the child alternates, without the other's address", async () => {
    const report = await brought(csvOf([{ ...apart, custody: "Alternée semaines impaires" }]));
    expect(told(report)).toEqual(["2 lastName2 second-household to-check"]);
    const households = await db().household.findMany({
      orderBy: { externalRef: "asc" },
      include: { addresses: true, children: true, members: true },
    });
    expect(households.map(({ externalRef, addresses }) => [externalRef, addresses.length])).toEqual([
      ["F1", 1],
      ["F1/2", 0],
    ]);
    expect(households.map(({ children }) => children[0]?.custody)).toEqual([
      { kind: "alternate-weeks", parity: "odd" },
      { kind: "alternate-weeks", parity: "even" },
    ]);
    expect(households.map(({ members }) => members.length)).toEqual([1, 1]);
  });

  it("are told to the office when nothing says where the child is", async () => {
    expect(told(await brought(csvOf([apart])))).toEqual(["2 lastName2 apart to-check"]);
    expect(await db().householdMember.count()).toBe(1);
    expect(await db().guardianship.count()).toBe(2);
  });
});

describe("possible duplicates", () => {
  it("are two files of one parent and one child, never two people of one name", async () => {
    const twin = { ...usual, ref: "F9", childLastName: "Nguyen" };
    const homonym = { ...usual, ref: "F8", email1: "", phone1: "", address: "2 rue Haute", childFirstName: "Zoé" };
    expect((await brought(csvOf([usual, twin, homonym]))).duplicates).toBe(2);
    const pairs = await db().possibleDuplicate.findMany({ orderBy: { kind: "asc" } });
    expect(pairs.map(({ kind, reason, state }) => [kind, reason, state])).toEqual([
      ["child", "same-child", "open"],
      ["household", "same-email,same-name-and-phone,same-name-and-address", "open"],
    ]);
  });
});

describe("an import that fails half-way", () => {
  it("leaves nothing", async () => {
    await as("owner", (connection) => connection.query("RENAME TABLE audit_part TO audit_part_away"));
    await expect(brought(csvOf([usual]))).rejects.toThrow();
    await as("owner", (connection) => connection.query("RENAME TABLE audit_part_away TO audit_part"));
    expect(await counts()).toEqual(nothing);
  });
});

/** The shared sample lies beside the repository where there is one. */
const sample = new URL("../../../shared/sample/familles-300.csv", import.meta.url);

describe.runIf(existsSync(sample))("the sample of 300 families", () => {
  it("comes in within seconds, each planted fault told", async () => {
    const report = await brought(readFileSync(sample));
    expect(report.families).toEqual({ fresh: 298, known: 0, leftOut: ["F100002", "F100047", "F100051"] });
    const faults = told(report).filter((finding) => !finding.endsWith("to-check"));
    expect(faults).toEqual([
      "7 birthDate date household-left-out",
      "19 email1 email corrected",
      "31 school unknown-school left-empty",
      "43 quotient amount left-empty",
      "52 childFirstName same-child line-left-out",
      "79 childLastName missing household-left-out",
      "79 childFirstName missing household-left-out",
      "90 birthDate to-come household-left-out",
      "113 firstName1 formula corrected",
    ]);
    expect(report.duplicates).toBe(2);
    const before = await counts();
    expect((await brought(readFileSync(sample))).state).toBe("known");
    expect(await counts()).toEqual(before);
  });
});
