import { describe, expect, it } from "vitest";
import { readCsv } from "./csv";

const read = (text: string, encoding: BufferEncoding = "utf-8") => readCsv(Buffer.from(text, encoding));
const rowsOf = (text: string) => {
  const outcome = read(text);
  return outcome.ok ? outcome.table.rows : outcome;
};

describe("a CSV file", () => {
  it("is UTF-8 with or without its mark, else Windows-1252", () => {
    expect(read("\ufeffÉcole;b\n1;2")).toMatchObject({ table: { encoding: "utf-8", header: ["École", "b"] } });
    expect(read("École;b\n1;2")).toMatchObject({ table: { encoding: "utf-8", header: ["École", "b"] } });
    expect(read("École\u0092;b\n1;2", "latin1")).toMatchObject({
      table: { encoding: "windows-1252", header: ["École’", "b"] },
    });
  });

  it("is separated by what its first line holds most of", () => {
    expect(rowsOf("a,b;c,d\n1,2,3")).toEqual([{ line: 2, cells: ["1", "2", "3"] }]);
    expect(rowsOf("a\tb\n1\t2")).toEqual([{ line: 2, cells: ["1", "2"] }]);
  });

  it("keeps quotes, separators and line ends inside quotes, and the numbers of lines an editor shows", () => {
    expect(rowsOf('a;b\r\n1;"12 rue ""du Four""; bât. B"\r\n\r\n2;"x\r\ny"\r\n3;bât "C"')).toEqual([
      { line: 2, cells: ["1", '12 rue "du Four"; bât. B'] },
      { line: 4, cells: ["2", "x\ny"] },
      { line: 6, cells: ["3", 'bât "C"'] },
    ]);
  });

  it.each([
    ["", "empty"],
    ["PK\u0003\u0004\u0000\u0000", "not-text"],
    ['a;b\n"1;2', "unclosed-quote"],
  ] as const)("%j is refused: %s", (text, reason) => {
    expect(read(text)).toMatchObject({ ok: false, reason });
  });
});
