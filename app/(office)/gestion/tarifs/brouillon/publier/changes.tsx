/** The rules that the draft adds, removes, changes or puts in another order, part by part, in sentences. */
import { getTranslations } from "next-intl/server";
import { Tag, type TagTone } from "@/components/ui/tag";
import type { Change, SectionChanges } from "@/lib/draft/rules-differences";
import type { Locale } from "@/lib/i18n/locale";
import { sectionWords } from "@/lib/wording/rules-names";

const TONES: Record<Change["kind"], TagTone> = { added: "ok", removed: "bad", changed: "due", moved: "info" };

export async function Changes({ sections, locale }: { sections: readonly SectionChanges[]; locale: Locale }) {
  return sections.map(({ slug, changes }) => (
    <section className="mb-6" key={slug}>
      <h2 className="mb-2">{sectionWords(locale, slug).title}</h2>
      <ul className="said">
        {changes.map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read the same
          <li key={index}>
            <ChangeLine change={change} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

async function ChangeLine({ change }: { change: Change }) {
  const t = await getTranslations("rules.publish");
  const lines =
    change.kind === "changed"
      ? [...change.before.map((text) => t("before", { text })), ...change.after.map((text) => t("after", { text }))]
      : change.kind === "moved"
        ? []
        : change.said.details;
  return (
    <>
      <Tag tone={TONES[change.kind]}>{t(change.kind)}</Tag>{" "}
      <strong>{change.kind === "changed" ? change.title : change.said.title}</strong>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}
