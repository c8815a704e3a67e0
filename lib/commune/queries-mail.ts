/**
 * The words of a mail: the office's own when it reworded it (mail_text), else the catalogue's, then the closing of all mails.
 * `{name}` stands for a value; nothing else in the text is interpreted.
 */
import type { Locale } from "@/lib/i18n/locale";
import { catalogues, type Messages } from "@/lib/i18n/messages";
import type { Tx } from "@/lib/server/db";
import { settingsOf } from "./queries";

export type MailName = Exclude<keyof Messages["mail"], "closing">;
export type MailValues = Readonly<Record<string, string>>;
export type MailWords = { subject: string; text: string };

export async function wordMail(tx: Tx, locale: Locale, name: MailName, values: MailValues): Promise<MailWords> {
  const { subject, body } = await wordLetter(tx, locale, name, values);
  const closing = fill(catalogues[locale].mail.closing, { town: await communeName(tx) });
  return { subject, text: `${body}\n\n${closing}\n` };
}

/** The same words without the closing of mails: for paper. */
export async function wordLetter(tx: Tx, locale: Locale, name: MailName, values: MailValues) {
  const own = await tx.mailText.findUnique({ where: { key_locale: { key: name, locale } } });
  const { subject, body } = own ?? catalogues[locale].mail[name];
  return { subject: fill(subject, values).slice(0, 250), body: fill(body, values).trim() };
}

export async function communeName(tx: Tx): Promise<string> {
  return (await settingsOf(tx, ["identity"])).identity.name;
}

/** A value that is missing stays visible as its name, so that a wrong text is noticed. */
function fill(template: string, values: MailValues): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
