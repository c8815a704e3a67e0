/**
 * A verifier in another language, by other people: Go's checksum-database packages, from Debian (golang-go, golang-golang-x-mod-dev), hold our
 * trees, proofs and notes for what we hold them for. Skipped by name where they are missing.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatVkey } from "./keys";
import { proveConsistency, proveInclusion } from "./proofs";
import { encodeBase64 } from "./strict/base64";
import { checkpointOf, leafNumber, leavesUpTo, logSigner, rootAt } from "./testing/a-log";
import { type Hash, subtreesOf } from "./tree";

const GOPATH = "/usr/share/gocode";
const found =
  spawnSync("go", ["version"]).status === 0 && existsSync(join(GOPATH, "src/golang.org/x/mod/sumdb/tlog/tlog.go"));

/** Reads a JSON list of questions, prints a JSON list of answers. */
const PROGRAM = `package main

import (
	"encoding/json"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type question struct {
	Kind     string
	Leaves   []string
	Index    int64
	Size     int64
	Old      int64
	Root     []byte
	OldRoot  []byte
	LeafHash []byte
	Proof    [][]byte
	Note     string
	Vkey     string
}

func hashOf(bytes []byte) (hash tlog.Hash) {
	copy(hash[:], bytes)
	return hash
}

func hashesOf(list [][]byte) (hashes []tlog.Hash) {
	for _, bytes := range list {
		hashes = append(hashes, hashOf(bytes))
	}
	return hashes
}

func rootOf(leaves []string) (tlog.Hash, error) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indexes {
			found = append(found, stored[index])
		}
		return found, nil
	})
	for number, leaf := range leaves {
		more, err := tlog.StoredHashes(int64(number), []byte(leaf), reader)
		if err != nil {
			return tlog.Hash{}, err
		}
		stored = append(stored, more...)
	}
	return tlog.TreeHash(int64(len(leaves)), reader)
}

func answer(q question) bool {
	switch q.Kind {
	case "root":
		root, err := rootOf(q.Leaves)
		return err == nil && root == hashOf(q.Root)
	case "inclusion":
		return tlog.CheckRecord(hashesOf(q.Proof), q.Size, hashOf(q.Root), q.Index, hashOf(q.LeafHash)) == nil
	case "consistency":
		return tlog.CheckTree(hashesOf(q.Proof), q.Size, hashOf(q.Root), q.Old, hashOf(q.OldRoot)) == nil
	case "note":
		verifier, err := note.NewVerifier(q.Vkey)
		if err != nil {
			return false
		}
		_, err = note.Open([]byte(q.Note), note.VerifierList(verifier))
		return err == nil
	}
	return false
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		panic(err)
	}
	answers := []bool{}
	for _, q := range questions {
		answers = append(answers, answer(q))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
`;

type Question = { kind: string; expected: boolean } & Record<string, unknown>;

const LARGEST = 33;
const leaves = leavesUpTo(LARGEST);
const subtrees = subtreesOf(leaves);
const root = (size: number) => rootAt(leaves.slice(0, size));
const texts = (hashes: readonly Hash[]) => hashes.map(encodeBase64);
const flipped = (hash: Hash): Hash => hash.map((byte, at) => (at === 7 ? byte ^ 1 : byte));

function roots(size: number): Question[] {
  const asked = { kind: "root", leaves: Array.from({ length: size }, (_, index) => leafNumber(index)) };
  return [
    { ...asked, root: encodeBase64(root(size)), expected: true },
    { ...asked, root: encodeBase64(flipped(root(size))), expected: false },
  ];
}

function inclusions(size: number): Question[] {
  return leaves.slice(0, size).flatMap((leafHash, index) => {
    const proof = proveInclusion(BigInt(index), BigInt(size), subtrees);
    const asked = { kind: "inclusion", index, size, root: encodeBase64(root(size)), leafHash: encodeBase64(leafHash) };
    const [first] = proof;
    return [
      { ...asked, proof: texts(proof), expected: true },
      { ...asked, proof: texts([...proof, leafHash]), expected: false },
      ...(first ? [{ ...asked, proof: texts([flipped(first), ...proof.slice(1)]), expected: false }] : []),
    ];
  });
}

function consistencies(size: number): Question[] {
  return Array.from({ length: size }, (_, index) => index + 1).flatMap((old) => {
    const proof = proveConsistency(BigInt(old), BigInt(size), subtrees);
    const asked = { kind: "consistency", old, size, root: encodeBase64(root(size)), proof: texts(proof) };
    return [
      { ...asked, oldRoot: encodeBase64(root(old)), expected: true },
      { ...asked, oldRoot: encodeBase64(flipped(root(old))), expected: false },
    ];
  });
}

function notes(): Question[] {
  const note = checkpointOf(leaves);
  const asked = { kind: "note", vkey: formatVkey(logSigner.key) };
  return [
    { ...asked, note, expected: true },
    { ...asked, note: note.replace(`\n${LARGEST}\n`, `\n${LARGEST + 1}\n`), expected: false },
  ];
}

describe.runIf(found)(
  "Go's sumdb packages agree (skipped where golang-go and golang-golang-x-mod-dev are missing)",
  () => {
    let folder = "";
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "sumdb-"));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it("on roots, inclusion, consistency and a signed checkpoint, true and altered", { timeout: 120_000 }, () => {
      writeFileSync(join(folder, "main.go"), PROGRAM);
      const sizes = Array.from({ length: LARGEST }, (_, index) => index + 1);
      const questions = [
        ...sizes.flatMap(roots),
        ...sizes.flatMap(inclusions),
        ...sizes.flatMap(consistencies),
        ...notes(),
      ];
      const go = spawnSync("go", ["run", "main.go"], {
        cwd: folder,
        env: { ...process.env, GO111MODULE: "off", GOPATH, GOCACHE: join(folder, "cache"), GOFLAGS: "" },
        input: JSON.stringify(questions),
        maxBuffer: 64 * 1024 * 1024,
      });
      expect(go.stderr.toString()).toBe("");
      expect(JSON.parse(go.stdout.toString())).toEqual(questions.map(({ expected }) => expected));
    });
  },
);
