import { describe, expect, it } from "vitest";
import { parseCheckpoint, readPolicy, verifyCheckpoint } from "./checkpoint";
import { formatVkey, isKeyName, parseVkey, signer, type VerifierKey } from "./keys";
import { cosignLine, openNote, parseNote, signLine, writeNote } from "./note";
import { encodeBase64 } from "./strict/base64";
import {
  checkpointOf,
  leavesUpTo,
  logSigner,
  origin,
  otherWitness,
  policyOf,
  seconds,
  vkeys,
  witness,
} from "./testing/a-log";

const leaves = leavesUpTo(7);
const note = checkpointOf(leaves, []);
const text = note.slice(0, note.indexOf("\n\n") + 1);
const keys = [logSigner.key, witness.key, otherWitness.key];
const lineFeed = "\n";

describe("a key as text", () => {
  // Computed apart with OpenSSL, from the seeds 00…1f and 20…3f.
  it("is the published one", () => {
    expect(vkeys.slice(0, 2)).toEqual([
      "mairie.example/journal/essai+e5fbbb84+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
      "temoin.example/w+7c5a68ad+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X",
    ]);
    for (const vkey of vkeys) expect(formatVkey(parseVkey(vkey) as VerifierKey)).toBe(vkey);
  });

  const [vkey = ""] = vkeys;
  it.each([
    ["", "nothing"],
    [vkey.replace("e5fbbb84", "e5fbbb85"), "another id"],
    [vkey.replace("e5fbbb84", "E5FBBB84"), "an id in capitals"],
    [vkey.replace("+AQ", "+BA"), "another type"],
    [vkey.replace("mairie", "mairi"), "another name"],
    [vkey.replace("mairie", "mai rie"), "a space in the name"],
    [vkey.slice(0, -4), "a key too short"],
    [`${vkey}AAAA`, "a key too long"],
    [vkey.replaceAll("/", "_"), "the other alphabet"],
    [` ${vkey}`, "a space before"],
    [`${vkey}\n`, "a line feed after"],
    [vkey.slice(vkey.indexOf("+")), "no name"],
  ])("%s is not a key: %s", (bad) => expect(parseVkey(bad)).toBeNull());

  it("has a name without white space, plus sign or control character", () => {
    expect(["é", "a b", "a\u00a0b", "a\u2003b", "a+b", "a\tb", "a\u0085b", "", "\ud800"].map(isKeyName)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("a note", () => {
  // Signed apart with OpenSSL.
  it("is the published one, signed and cosigned", () => {
    expect(note).toBe(
      "mairie.example/journal/essai\n7\nJaPlRwHcGZ+hdZQcn2RD7Ywu0VuoRqtccAHGsZtmfkM=\n\n" +
        "— mairie.example/journal/essai 5fu7hEp3FXBph3Wj+JsUoqxAmpRVxeCGvPRJdlSrVkXPAxVwEdpcSl0OsGSb2p+4ckQugH+7ssaCrPTfNj0OiL0msw4=\n",
    );
    expect(cosignLine(witness, text, seconds)).toBe(
      "— temoin.example/w fFporQAAAABrSdIAoefyK/cBUNM2RlmjphCtN3sN8VfqFsYW0L21JcDffteJulREcEDobo0aqyyNkcnOKehnfm7REP9BSzDSM+9cDQ==\n",
    );
  });

  it("keeps the empty lines of its text", () => {
    const poem = "Un\n\ndeux\n";
    const opened = openNote(writeNote(poem, [signLine(logSigner, poem)]), keys);
    expect(opened).toMatchObject({ ok: true, text: poem });
  });

  it("is refused with any of its bytes altered", () => {
    const bytes = Buffer.from(note);
    for (let at = 0; at < bytes.length; at++) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      if (openNote(copy.toString(), [logSigner.key]).ok) expect.fail(`byte ${at}`);
    }
  });

  it("gives the time that a witness says", () => {
    const opened = openNote(note + cosignLine(witness, text, 2n ** 63n - 1n), keys);
    expect(opened).toMatchObject({ ok: true, signed: [{ seconds: null }, { seconds: 2n ** 63n - 1n }] });
    expect(() => cosignLine(witness, text, 2n ** 63n)).toThrow();
  });

  const stranger = signer("inconnu.example", "log", new Uint8Array(32).fill(9));
  const namesake = signer(origin, "log", new Uint8Array(32).fill(9));
  const wrongLine = signLine(logSigner, "another text\n");
  it.each([
    ["a line of an unknown key", note + signLine(stranger, text), true],
    ["a wrong line of an unknown key", note + signLine(stranger, "else\n"), true],
    ["a line of another key under the same name", note + signLine(namesake, text), true],
    ["the same line twice", note + signLine(logSigner, text), true],
    ["a second line of the key, wrong", note + wrongLine, true],
    ["100 lines", note + signLine(stranger, text).repeat(99), true],
    ["101 lines", note + signLine(stranger, text).repeat(100), false],
    ["a first line of the key, wrong", writeNote(text, [wrongLine, signLine(logSigner, text)]), false],
    ["a wrong line of a known witness", note + cosignLine(witness, "else\n", seconds), false],
    [
      "a log's signature under a witness's key",
      note + signLine(logSigner, text).replace(/ .*\n/, ` ${witness.key.name} ${forged()}\n`),
      false,
    ],
    ["only an unknown key", writeNote(text, [signLine(stranger, text)]), false],
    ["no line", `${text}\n`, false],
    ["no empty line", text, false],
    ["no line feed at the end", note.slice(0, -1), false],
    ["an empty line at the end", note + lineFeed, false],
    ["something after", `${note}x`, false],
    ["a carriage return", note.replaceAll("\n", "\r\n"), false],
    ["a tabulation in the text", note.replace("\n7", "\t\n7"), false],
    ["another dash", note.replace("—", "–"), false],
    ["two spaces after the dash", note.replace("— ", "—  "), false],
    ["no-break spaces", note.replace("— ", "—\u00a0"), false],
    ["a space after the signature", `${note.slice(0, -1)} \n`, false],
    ["a signature without padding", note.replace(/=\n$/, "\n"), false],
    ["a signature with a stray bit", note.replace(/4=\n$/, "5=\n"), false],
    ["a malformed line of an unknown key", `${note}— inconnu.example AA\n`, false],
    ["a line of four bytes", `${note}— inconnu.example AAAAAA==\n`, false],
    ["a lone surrogate", note.replace("mairie", "\ud800"), false],
  ])("with %s", (_, altered, ok) => expect(openNote(altered, keys).ok).toBe(ok));

  function forged(): string {
    return encodeBase64(Uint8Array.from([...Buffer.from(witness.key.id, "hex"), ...new Uint8Array(64)]));
  }

  it("of a hostile size costs little", () => {
    expect(parseNote("\n".repeat(1e6))).toBeNull();
    expect(parseNote(`x\n\n${"— a AAAAAAAA\n".repeat(1e5)}`)).toBeNull();
  });
});

describe("a checkpoint", () => {
  it.each([
    [1, [witness], true],
    [2, [witness, otherWitness], true],
    [2, [witness], false],
    [2, [witness, witness], false],
    [1, [], false],
    [0, [], true],
  ])("where %i witnesses are wanted, cosigned by %j", (threshold, witnesses, ok) => {
    expect(verifyCheckpoint(checkpointOf(leaves, witnesses), policyOf(threshold)).ok).toBe(ok);
  });

  it("counts the names of witnesses, not their keys", () => {
    const second = signer(witness.key.name, "witness", new Uint8Array(32).fill(7));
    const keys = [...vkeys, formatVkey(second.key)];
    const twice = checkpointOf(leaves, [witness, second]);
    expect(verifyCheckpoint(twice, policyOf(1, keys)).ok).toBe(true);
    expect(verifyCheckpoint(twice, policyOf(2, keys))).toMatchObject({ reason: "witnesses" });
  });

  it("is that of its log: another origin, another name or a witness alone is refused", () => {
    const policy = policyOf();
    expect(verifyCheckpoint(note, { ...policy, origin: `${origin}x` })).toMatchObject({ reason: "unsigned" });
    const elsewhere = text.replace(origin, "ailleurs.example");
    expect(verifyCheckpoint(writeNote(elsewhere, [signLine(logSigner, elsewhere)]), policy)).toMatchObject({
      reason: "origin",
    });
    expect(verifyCheckpoint(writeNote(text, [cosignLine(witness, text, seconds)]), policy)).toMatchObject({
      reason: "unsigned",
    });
    const neighbour = signer("voisin.example", "log", new Uint8Array(32).fill(3));
    const keys = [formatVkey(neighbour.key)];
    expect(verifyCheckpoint(writeNote(text, [signLine(neighbour, text)]), policyOf(0, keys))).toMatchObject({
      reason: "unsigned",
    });
  });

  const [, , root = ""] = text.split("\n");
  const empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  it.each([
    [`a\n0\n${empty}\n`, true],
    [`a\n9223372036854775807\n${root}\n`, true],
    [`a\n0\n${root}\n`, false],
    [`a\n9223372036854775808\n${root}\n`, false],
    [`a\n07\n${root}\n`, false],
    [`a\n+7\n${root}\n`, false],
    [`a\n7 \n${root}\n`, false],
    [`a\n\n${root}\n`, false],
    [`a\n7\n${root}\nextension\n`, false],
    [`a\n7\n${root}\n\n`, false],
    [`a\n7\n${root}`, false],
    [`a\n7\n`, false],
    [`\n7\n${root}\n`, false],
    [`a b\n7\n${root}\n`, false],
    [`a\n7\n${root.replace("/", "_")}x\n`, false],
    [`a\n7\n${root.replace("=", "")}\n`, false],
    [`a\n7\n${root.replace("M=", "N=")}\n`, false],
    [`a\n7\nAAAA\n`, false],
  ])("%j is a checkpoint: %s", (lines, is) => expect(parseCheckpoint(lines) !== null).toBe(is));

  it("is read under keys that are all keys, and one for each name and id", () => {
    const given = { vkeys, origin, threshold: 0 };
    expect(readPolicy({ ...given, vkeys: [...vkeys, ...vkeys] })?.keys).toHaveLength(3);
    expect(readPolicy({ ...given, vkeys: [...vkeys, "x"] })).toBeNull();
    expect(readPolicy({ ...given, threshold: -1 })).toBeNull();
    expect(readPolicy({ ...given, threshold: 0.5 })).toBeNull();
    expect(readPolicy({ ...given, vkeys: Array(1001).fill(vkeys[0]) })).toBeNull();
  });
});
