/** The rules of a file in sentences, part by part. */
import { getLocale } from "next-intl/server";
import { sayRule } from "@/lib/editor/rules-say";
import { rulesOf, sections, shapeOfSection } from "@/lib/editor/rules-sections";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { sectionWords } from "@/lib/wording/rules-names";

export async function SaidRules({ file }: { file: CommuneFile }) {
  const locale = await getLocale();
  return sections.map((section) => {
    const key = section.path.at(-1) ?? "";
    const said = rulesOf(file, section)
      .map((value) => sayRule({ locale, file }, shapeOfSection(section), { key, value }))
      .filter(({ title, details }) => title !== "" || details.length > 0);
    if (said.length === 0) return null;
    return (
      <section className="mt-6" key={section.slug} id={section.slug}>
        <h2 className="mb-2">{sectionWords(locale, section.slug).title}</h2>
        <ol className="said">
          {said.map(({ title, details }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rules are told apart by their place only
            <li key={index}>
              <strong>{title}</strong>
              {details.length > 0 ? (
                <ul>
                  {details.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              ) : null}
            </li>
          ))}
        </ol>
      </section>
    );
  });
}
