/** Rows of a plan by table, in words: what joining or splitting does with each. */
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import type { Counts } from "@/lib/merger/rules";

type Props = { title: string; rows: Counts; nothing: string; children?: ReactNode };

export async function RowsSection({ title, rows, nothing, children }: Props) {
  const t = await getTranslations("merger.rows");
  return (
    <Section title={title}>
      <Lines>
        {rows.length === 0 ? <Line quiet>{nothing}</Line> : null}
        {rows.map(({ table, count }) => (
          <Line key={table} quiet title={t.has(table as "booking") ? t(table as "booking") : table}>
            {count}
          </Line>
        ))}
      </Lines>
      {children}
    </Section>
  );
}
