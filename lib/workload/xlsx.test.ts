import { inflateRawSync } from "node:zlib";
import { expect, it } from "vitest";
import { writeReport } from "./xlsx";

/** All parts of the zip as one text: each is deflated between its local header and the next. */
function textOf(zip: Buffer): string {
  const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  const parts: string[] = [];
  for (let at = zip.readUInt32LE(end + 16); zip.readUInt32LE(at) === 0x02014b50; ) {
    const [head, size] = [zip.readUInt32LE(at + 42), zip.readUInt32LE(at + 20)];
    const begin = head + 30 + zip.readUInt16LE(head + 26) + zip.readUInt16LE(head + 28);
    const bytes = zip.subarray(begin, begin + size);
    parts.push((zip.readUInt16LE(head + 8) === 8 ? inflateRawSync(bytes) : bytes).toString("utf8"));
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return parts.join("");
}

it("keeps a name that begins like a formula a name, and a hidden count a word", async () => {
  const rows = [
    { list: "Par école", name: '=HYPERLINK("x")', count: 12 },
    { list: "Par école", name: "+33", count: "non affiché" },
  ];
  const text = textOf(await writeReport(rows, { sheet: "Bilan", heads: ["Liste", "Nom", "Nombre"], notes: ["=1+1"] }));
  expect(text).not.toContain("<f>");
  expect(text).toContain('<t>=HYPERLINK("x")</t>');
  expect(text).toContain("<v>12</v>");
});
