import { PDFDocument } from "pdf-lib";
import { expect, it } from "vitest";
import { type LetterPaper, renderLetter } from "./pdf";

const paper: LetterPaper = {
  ...{ locale: "fr", dateline: "Valmontel, le 23 novembre 2026", title: "Proposition", foot: "Demande DEM-7K4Q-93MD" },
  sender: { town: "Valmontel", lines: ["Affaires scolaires", "2 place des Écoles"] },
  recipient: ["Camille Durand", "12 rue des Écoles", "06999 Valmontel"],
  facts: [["Référence", "DEM-7K4Q-93MD"]],
  body: ["Vous payez en trois fois.", "Le 5 de chaque mois."],
  page: "Page {page} sur {pages}",
};
const at = new Date("2026-11-23T08:00:00.000Z");

it("a letter is one page, and a signed agreement has its signature page", async () => {
  const signature = {
    title: "Page de signature",
    facts: [["Signée par", "Camille Durand"]] as const,
    note: "Empreinte",
  };
  const pages = async (given: LetterPaper) => (await PDFDocument.load(await renderLetter(given, at))).getPageCount();
  expect(await pages(paper)).toBe(1);
  expect(await pages({ ...paper, signature })).toBe(2);
});

it("a long letter goes on the next page", async () => {
  const body = Array.from({ length: 80 }, (_, index) => `Paragraphe ${index} de la lettre.`);
  expect((await PDFDocument.load(await renderLetter({ ...paper, body }, at))).getPageCount()).toBeGreaterThan(1);
});
