import { describe, expect, it } from "vitest";
import { readForm, typedValues } from "./form-data";

function form(...fields: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

describe("a posted form", () => {
  it("nests by points, lists by brackets and counts by numbers", () => {
    const data = form(
      ["phone", "06"],
      ["days[]", "a"],
      ["days[]", "b"],
      ["contacts.1.name", "Zoé"],
      ["contacts.0.name", "Ali"],
    );
    expect(readForm(data)).toEqual({ phone: "06", days: ["a", "b"], contacts: [{ name: "Ali" }, { name: "Zoé" }] });
  });

  it("drops names that could reach a prototype, that are too deep, or that the framework added", () => {
    const data = form(
      ["__proto__.admin", "1"],
      ["a.constructor.b", "1"],
      ["a.b.c.d.e", "1"],
      ["$ACTION_ID_x", "1"],
      ["ok", "1"],
    );
    expect(readForm(data)).toEqual({ ok: "1" });
    expect(({} as { admin?: string }).admin).toBeUndefined();
  });

  it("stops reading after three thousand fields", () => {
    const fields = Array.from({ length: 3005 }, (_, index): [string, string] => [`field${index}`, "x"]);
    expect(Object.keys(readForm(form(...fields)))).toHaveLength(3000);
  });

  it("gives back what was typed, never a secret", () => {
    const data = form(["phone", "0639"], ["password", "hunter2"], ["newPassword", "hunter3"], ["code", "123"]);
    expect(typedValues(data)).toEqual({ phone: "0639" });
  });
});
