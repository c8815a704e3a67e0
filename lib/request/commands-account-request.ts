/**
 * A family new to the commune asks for an account. Nothing personal is shown to it before the office has checked; whatever address it gave,
 * the answer is the same. The account, once accepted, opens by a link sent to that address.
 */
import { wordMail } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import type { Locale } from "@/lib/i18n/locale";
import { newId, newReference } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { type Context, contextOf, type Net } from "@/lib/server/context";
import { type Tx, transaction } from "@/lib/server/db";
import { sendLater } from "@/lib/server/work/mail";
import { type AskAccount, type StoredRequest, storedRequestSchema } from "./schema-account-request";

type Asking = { now: Date; net: Net; locale: Locale };

export async function askAccount(
  { now, net, locale }: Asking,
  { email, ...asked }: AskAccount,
): Promise<Outcome<{ reference: string }, "grade-not-there">> {
  return transaction(async (tx) => {
    const payload: StoredRequest = { ...asked, locale };
    if (!(await areSchoolsRight(tx, payload))) return refused("grade-not-there");
    const earlier = await sameRequest(tx, { email, payload, now });
    if (earlier) return done({ reference: earlier });
    const context = contextOf(tx, now, { actor: null, channel: "portal", net });
    const id = newId();
    const reference = newReference("DEM");
    const siteId = asked.children[0]?.siteId ?? null;
    await tx.accountRequest.create({
      data: { id, reference, email, payload, siteId, state: "submitted", createdAt: now },
    });
    await record(context, {
      type: "account.requested",
      subject: null,
      object: { kind: "account-request", id },
      body: { requestId: id, reference },
    });
    await sendLater(context, { to: email, ...(await wordMail(tx, locale, "accountRequested", { reference })) });
    return done({ reference });
  });
}

/** Each child's class exists in the school chosen. */
async function areSchoolsRight(tx: Tx, { children }: StoredRequest): Promise<boolean> {
  const sites = await tx.site.findMany({
    where: { kind: "school", id: { in: children.map((child) => child.siteId) } },
    select: { id: true, grades: true },
  });
  return children.every(({ siteId, grade }) => {
    const grades = sites.find((site) => site.id === siteId)?.grades;
    return Array.isArray(grades) && grades.includes(grade);
  });
}

const HOUR = 3_600_000;

/** A form sent twice is one request: the same words from the same address within the hour. */
async function sameRequest(tx: Tx, asking: { email: string; payload: StoredRequest; now: Date }) {
  const rows = await tx.accountRequest.findMany({
    where: { email: asking.email, state: "submitted", createdAt: { gt: new Date(asking.now.getTime() - HOUR) } },
  });
  const words = JSON.stringify(storedRequestSchema.parse(asking.payload));
  return rows.find((row) => JSON.stringify(storedRequestSchema.parse(row.payload)) === words)?.reference ?? null;
}

/** Tells the person who asked, in the language they asked in. */
export async function tellAsker(
  context: Context,
  request: { email: string; reference: string; locale: Locale },
  mail: { name: "accountRequestRefused" | "accountRequestJoined"; values: Record<string, string> },
): Promise<void> {
  const values = { reference: request.reference, ...mail.values };
  await sendLater(context, { to: request.email, ...(await wordMail(context.tx, request.locale, mail.name, values)) });
}
