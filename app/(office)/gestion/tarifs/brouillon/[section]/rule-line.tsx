/** One rule of the draft in sentences, with what may be done to it. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { TextLink } from "@/components/ui/button";
import { fingerprint } from "@/lib/draft/rules-document";
import { sayRule } from "@/lib/editor/rules-say";
import { rulesOf, type Section, shapeOfSection } from "@/lib/editor/rules-sections";
import { formTexts } from "@/lib/i18n/form-texts";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { move } from "../actions";

type Props = { section: Section; rule: unknown; index: number; count: number; file: CommuneFile };

export async function RuleLine({ section, rule, index, count, file }: Props) {
  const [t, locale, words] = await Promise.all([
    getTranslations("rules.section"),
    getLocale(),
    getTranslations("ui.form"),
  ]);
  const key = section.path.at(-1) ?? "";
  const { title, details } = sayRule({ locale, file }, shapeOfSection(section), {
    key,
    value: rulesOf(file, section)[index],
  });
  const name = title || t("rule", { number: index + 1 });
  const hidden = { section: section.slug, index: String(index), base: fingerprint(rule) };
  const number = index + 1;
  const button = (step: "up" | "down") => (
    <ActionForm
      action={move}
      texts={formTexts(words)}
      prefix={`${step}-${index}`}
      hidden={{ ...hidden, do: step }}
      label={t(`${step}Of`, { number })}
    >
      <SubmitButton kind="line" small>
        {t(step)}
      </SubmitButton>
    </ActionForm>
  );
  return (
    <>
      <strong>{name}</strong>
      <ul>
        {details.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div className="form-actions mt-2">
        <TextLink
          href={`/gestion/tarifs/brouillon/${section.slug}/${index}`}
          label={t("editOf", { number, title: name })}
        >
          {t("edit")}
        </TextLink>
        {index > 0 ? button("up") : null}
        {index < count - 1 ? button("down") : null}
        <ActionForm
          action={move}
          texts={formTexts(words)}
          prefix={`remove-${index}`}
          hidden={{ ...hidden, do: "remove" }}
          label={t("removeQuestion", { title: name })}
        >
          <ConfirmButton
            label={t("remove")}
            question={t("removeQuestion", { title: name })}
            confirm={t("removeConfirm")}
          />
        </ActionForm>
      </div>
    </>
  );
}
