import { expect, it } from "vitest";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { sendAllLater } from "@/lib/server/work/mail";
import { journalOf, NOW } from "@/prisma/fixtures";
import { consultedOutbox } from "./queries-work";

it("shows the office no link and no code that opens an account, and keeps a line of the look", async () => {
  const to = "zoe@example.org";
  const open = { to, subject: "Réservé", text: "Léa déjeune à la cantine." };
  const secret = { to, subject: "Mot de passe", text: "https://portail/?code=abc", isSecret: true } as const;
  const before = await db().mailOutbox.count();
  await transaction((tx) => sendAllLater(systemContext(tx, NOW), [open, secret]));
  const { mails } = await transaction((tx) => consultedOutbox(systemContext(tx, NOW), 1));
  expect(mails).toHaveLength(before + 2);
  expect(mails.find(({ subject }) => subject === open.subject)?.text).toBe(open.text);
  expect(mails.find(({ subject }) => subject === secret.subject)).toMatchObject({ text: null, state: "queued" });
  expect(JSON.stringify(mails)).not.toContain("abc");
  const looks = (await journalOf(db())).filter(({ type }) => type === "mail.consulted");
  expect(looks).toHaveLength(1);
});
