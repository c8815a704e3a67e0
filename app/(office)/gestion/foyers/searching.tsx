/** What the two lists of families share: the search form, sortable addresses, pages of results. All plain links and a GET form. */
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Pagination } from "@/components/ui/navigation";
import { PAGE_SIZE } from "@/lib/household/queries-office";
import { grades } from "@/lib/household/schema";
import type { Search } from "@/lib/household/schema-office";

/** The address of the same search with something changed; a change of order or of words goes back to the first page. */
export function searchHref(path: string, search: Search, change: Partial<Search>): string {
  const { q, site, grade, sort, page } = { ...search, page: 1, ...change };
  const query = new URLSearchParams();
  if (q) query.set("q", q);
  if (site) query.set("site", site);
  if (grade) query.set("grade", grade);
  if (sort !== "name") query.set("sort", sort);
  if (page > 1) query.set("page", String(page));
  return query.size > 0 ? `${path}?${query}` : path;
}

type SortKey = "name" | "created" | "birth";

export function sortBy(path: string, search: Search, key: SortKey) {
  const order = ({ [key]: "ascending", [`-${key}`]: "descending" } as const)[search.sort as string];
  const sort = order === "ascending" ? (`-${key}` as const) : key;
  return { href: searchHref(path, search, { sort }), ...(order && { order }) };
}

type FormProps = { path: string; search: Search; words: string; sites: readonly { id: string; name: string }[] };

export function SearchForm({ path, search, words, sites }: FormProps) {
  const t = useTranslations("household.office.search");
  return (
    <form action={path} method="get" className="mt-6" aria-label={t("label")}>
      {search.sort === "name" ? null : <input type="hidden" name="sort" value={search.sort} />}
      <div className="field-row">
        <div className="field">
          <label htmlFor="q">{words}</label>
          <input id="q" name="q" type="search" className="input" defaultValue={search.q} />
        </div>
        <div className="field">
          <label htmlFor="site">{t("site")}</label>
          <select id="site" name="site" className="select" defaultValue={search.site ?? ""}>
            <option value="">{t("allSites")}</option>
            {sites.map((site) => (
              <option key={site.id} value={site.id}>
                {site.name}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="grade">{t("grade")}</label>
          <select id="grade" name="grade" className="select" defaultValue={search.grade ?? ""}>
            <option value="">{t("allGrades")}</option>
            {grades.map((grade) => (
              <option key={grade} value={grade}>
                {grade}
              </option>
            ))}
          </select>
        </div>
      </div>
      <Button type="submit" icon="search">
        {t("go")}
      </Button>
    </form>
  );
}

export function ResultPages({ path, search, total }: { path: string; search: Search; total: number }) {
  const t = useTranslations("household.office.search");
  const { page } = search;
  const from = (page - 1) * PAGE_SIZE + 1;
  const to = Math.min(page * PAGE_SIZE, total);
  const link = (target: number, label: string) => ({ href: searchHref(path, search, { page: target }), label });
  return (
    <Pagination
      label={t("pages")}
      position={t("position", { from, to, total })}
      previous={page > 1 ? link(page - 1, t("previous")) : undefined}
      next={to < total ? link(page + 1, t("next")) : undefined}
    />
  );
}
