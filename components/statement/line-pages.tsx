/** Which lines to show, and where one is among them. */
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Filters, Pagination } from "@/components/ui/navigation";
import { EmptyState } from "@/components/ui/notice";
import { type LineFilter, type LineState, lineFilters } from "@/lib/statement/rules-told";

type LinePagesProps = {
  /** The address without filter and page, such as "/gestion/rapprochement/lignes?regie=…". */
  base: string;
  filter: LineFilter;
  page: number;
  pages: number;
  counts: Record<LineState, number>;
  isEmpty: boolean;
  children: ReactNode;
};

export async function LinePages({ base, filter, page, pages, counts, isEmpty, children }: LinePagesProps) {
  const t = await getTranslations("statement.lines");
  const at = (one: LineFilter, wanted = 1) =>
    `${base}${base.includes("?") ? "&" : "?"}lignes=${one}${wanted > 1 ? `&page=${wanted}` : ""}`;
  const total = counts.open + counts.proposed + counts.matched + counts.set_aside;
  const countOf = { all: total, ...counts, aside: counts.set_aside };
  return (
    <>
      <div className="py-3">
        <Filters
          label={t("filters")}
          items={lineFilters.map((one) => ({
            href: at(one),
            label: t(one, { count: countOf[one] }),
            current: one === filter,
          }))}
        />
      </div>
      {isEmpty ? (
        <EmptyState icon="list" title={t("none")}>
          {t("noneText")}
        </EmptyState>
      ) : (
        children
      )}
      {pages > 1 ? (
        <Pagination
          label={t("pages")}
          position={t("position", { page, pages })}
          previous={page > 1 ? { href: at(filter, page - 1), label: t("previous") } : undefined}
          next={page < pages ? { href: at(filter, page + 1), label: t("next") } : undefined}
        />
      ) : null}
    </>
  );
}
