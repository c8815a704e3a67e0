/** The filters of the worklist as its address says them, and the address of the same list with something changed. */
import { filtersSchema, type WorkFilters } from "@/lib/casework/schema";

export const PATH = "/gestion/demandes";
export type Search = Record<string, string | string[] | undefined>;

const one = (value: string | string[] | undefined) => (typeof value === "string" && value !== "" ? value : null);

export function readFilters(search: Search): WorkFilters {
  return filtersSchema.parse({
    state: search.etat === "terminees" ? "ended" : "open",
    ...{ step: one(search.etape), kind: one(search.sujet), siteId: one(search.ecole), due: one(search.delai) },
    ...{ holder: one(search.a), words: one(search.q)?.trim() ?? "", page: one(search.page) ?? 1 },
  });
}

export function listHref(filters: WorkFilters, change: Partial<WorkFilters> = {}): string {
  const { state, step, kind, siteId, due, holder, words, page } = { ...filters, page: 1, ...change };
  const query = new URLSearchParams();
  const set = (name: string, value: string | null) => value && query.set(name, value);
  set("etat", state === "ended" ? "terminees" : null);
  set("etape", step);
  set("sujet", kind);
  set("ecole", siteId);
  set("delai", due);
  set("a", holder);
  set("q", words);
  set("page", page > 1 ? String(page) : null);
  return query.size > 0 ? `${PATH}?${query}` : PATH;
}
