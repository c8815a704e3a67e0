/** What the check finds in the draft, in sentences: what keeps it from being published, then what is worth a look. */
import { getLocale, getTranslations } from "next-intl/server";
import { TextLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { checkFile } from "@/lib/check/rules";
import { type FaultLine, faultLines } from "@/lib/draft/rules-faults";
import type { CommuneFile } from "@/lib/rulebook/schema";

export async function CheckList({ file }: { file: CommuneFile }) {
  const [t, locale] = await Promise.all([getTranslations("rules.check"), getLocale()]);
  const lines = faultLines(file, checkFile(file), locale);
  const errors = lines.filter(({ severity }) => severity === "error");
  const warnings = lines.filter(({ severity }) => severity === "warning");
  return (
    <section aria-labelledby="check">
      <h2 id="check" className="mb-2">
        {t("title")}
      </h2>
      {errors.length > 0 ? (
        <Notice tone="error" inset title={t("errors", { count: errors.length })}>
          <Faults lines={errors} />
        </Notice>
      ) : null}
      {warnings.length > 0 ? (
        <Notice tone="warn" inset title={t("warnings", { count: warnings.length })}>
          <Faults lines={warnings} />
        </Notice>
      ) : null}
      {lines.length === 0 ? <Notice tone="ok" inset title={t("good")} /> : null}
    </section>
  );
}

async function Faults({ lines }: { lines: readonly FaultLine[] }) {
  const t = await getTranslations("rules.check");
  return (
    <ul className="said">
      {lines.map(({ slug, index, where, say, write }) => (
        <li key={`${where} ${say}`}>
          <strong>{where}</strong>
          <p>{say}</p>
          <p>{write}</p>
          {slug ? (
            <TextLink href={`/gestion/tarifs/brouillon/${slug}/${index}`} label={t("mendOf", { where })}>
              {t("mend")}
            </TextLink>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
