import { expect, it } from "vitest";
import { db, transaction } from "@/lib/server/db";
import { aStaffAccount, contextFor } from "@/prisma/fixtures";
import { retireModel, saveModel } from "./commands";
import { modelsOf, versionsOf } from "./queries";
import { modelSchema } from "./schema";

const words = {
  locale: "fr",
  use: "letter",
  title: "Accord",
  subject: "Votre demande {reference}",
  body: "Bonjour {personne}",
};

it("each change is a version, also two at once; a retired model is offered no more and its versions stay", async () => {
  const head = await aStaffAccount(db(), "responsable");
  const act = <Value>(work: (context: ReturnType<typeof contextFor>) => Promise<Value>) =>
    transaction((tx) => work(contextFor(tx, { id: head.id, role: "responsable" })));
  const first = await act((context) => saveModel(context, modelSchema.parse(words)));
  const key = first.ok ? first.key : "";
  const again = { ...words, key, body: "Bonjour {personne}, merci." };
  await Promise.all([1, 2].map(() => act((context) => saveModel(context, modelSchema.parse(again)))));
  expect((await versionsOf(db(), key)).map(({ version }) => version)).toEqual([3, 2, 1]);
  expect((await modelsOf(db())).find((one) => one.key === key)).toMatchObject({ version: 3, body: again.body });
  await act((context) => retireModel(context, { key }));
  expect((await modelsOf(db())).some((one) => one.key === key)).toBe(false);
  expect(await versionsOf(db(), key)).toHaveLength(4);
  await expect(act((context) => retireModel(context, { key: crypto.randomUUID() }))).rejects.toThrow();
});

it.each([
  { subject: "Objet\r\nBcc: tous@example.org" },
  { subject: "{motdepasse}" },
  { body: "{{personne}}" },
  { title: "Deux\nlignes" },
])("a model with %o is refused", (wrong) => expect(modelSchema.safeParse({ ...words, ...wrong }).success).toBe(false));
