/** The plan that an address asks to see; three parts from the fifth of next month when it asks for nothing usable. */
import { MOST_INSTALMENTS } from "@/lib/dunning/schema";
import { addMonths, type CivilDate, isCivilDate, monthOf } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";

/** `requestId`: the request of the family that the plan answers, if any. */
export type Asked = {
  payerId: string;
  regieId: string;
  invoices: string[];
  count: number;
  firstOn: CivilDate;
  requestId: string;
};
type Search = Readonly<Record<string, string | string[] | undefined>>;

export function readAsked(search: Search, today: CivilDate): Asked {
  const text = (name: string) => (typeof search[name] === "string" ? search[name] : "");
  const count = Number(text("fois"));
  const firstOn = text("des");
  return {
    payerId: text("payeur"),
    regieId: text("regie"),
    requestId: isId(text("demande")) ? text("demande") : "",
    invoices: [search.facture ?? []].flat(),
    count: Number.isInteger(count) && count >= 2 && count <= MOST_INSTALMENTS ? count : 3,
    firstOn: isCivilDate(firstOn) ? firstOn : `${addMonths(monthOf(today), 1)}-05`,
  };
}
