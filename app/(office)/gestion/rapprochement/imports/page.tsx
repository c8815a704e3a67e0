/** Files of PayFiP, the bank and the treasury: bring one in, and those that came. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { FileInput } from "@/components/forms/file-input";
import { Select } from "@/components/forms/select";
import { Desk, Section } from "@/components/layout/leaf";
import { ImportTable } from "@/components/statement/import-table";
import { Button, TextLink } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { fileFaults } from "@/lib/reading/schema";
import { officePage } from "@/lib/server/page";
import { importsOf } from "@/lib/statement/queries";
import { regies } from "@/lib/treasury/queries";
import { type Search, textOf } from "../../encaissements/period";
import { dayPattern } from "../day-pattern";
import { regieOf } from "../regie";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statement.files"))("title") };
}

export default async function ImportsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, visit] = await Promise.all([
    searchParams,
    officePage("treasury.export", "/gestion/rapprochement/imports"),
  ]);
  const [known, t] = await Promise.all([regies(visit.tx), getTranslations("statement.files")]);
  const regie = regieOf(search, known);
  const back = { href: "/gestion/rapprochement", label: t("back") };
  if (!regie)
    return (
      <Desk title={t("title")} back={back}>
        {<EmptyState icon="scale" title={t("noRegie")} />}
      </Desk>
    );
  const imports = await importsOf(visit.tx, regie.id);
  return (
    <Desk title={t("title")} lead={t("lead")} back={back}>
      <Refused search={search} />
      <Section title={t("send")} link={{ href: `/gestion/rapprochement/format?regie=${regie.id}`, label: t("format") }}>
        <form action="/api/rapprochement" method="post" encType="multipart/form-data" className="py-3">
          {known.length > 1 ? (
            <Select
              name="regieId"
              label={t("regie")}
              defaultValue={regie.id}
              options={known.map(({ id, name }) => ({ value: id, label: name }))}
            />
          ) : (
            <input type="hidden" name="regieId" value={regie.id} />
          )}
          <FileInput name="file" label={t("file")} hint={t("hint")} required />
          <p className="form-actions">
            <Button type="submit" icon="plus">
              {t("submit")}
            </Button>
          </p>
        </form>
      </Section>
      <Section title={t("list")}>
        {known.length > 1 ? (
          <p className="small pt-3">
            {known.map(({ id, name }) => (
              <TextLink key={id} href={`/gestion/rapprochement/imports?regie=${id}`} current={id === regie.id}>
                {name}
              </TextLink>
            ))}
          </p>
        ) : null}
        {imports.length === 0 ? (
          <EmptyState icon="download" title={t("none")}>
            {t("noneText")}
          </EmptyState>
        ) : (
          <ImportTable rows={imports} />
        )}
      </Section>
    </Desk>
  );
}

/** Why the file that was just sent is not taken. */
async function Refused({ search }: { search: Search }) {
  const reason = fileFaults.find((one) => one === textOf(search, "refus"));
  if (!reason) return null;
  const [t, locale] = await Promise.all([getTranslations("statement.faults"), getLocale()]);
  const line = Number(textOf(search, "ligne"));
  const expected = dayPattern(locale, textOf(search, "attendu").slice(0, 100)) || t("other");
  return (
    <div className="mt-6">
      <Notice tone="error" inset live title={t("title")}>
        {line > 0 ? `${t("at", { line })} ` : null}
        {t(reason, { found: textOf(search, "lu").slice(0, 100) || t("blank"), expected })} {t("nothing")}
      </Notice>
    </div>
  );
}
