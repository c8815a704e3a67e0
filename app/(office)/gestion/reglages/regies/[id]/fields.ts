/**
 * How each field of a régie's settings is asked. A test holds this list against the schema: a field nobody can set is a fault.
 * The mapping of the settlement list has a screen of its own, with a preview (/gestion/rapprochement/format).
 */
import type { RegieSection } from "@/lib/commune/schema-regie";

export type AskedSection = Exclude<RegieSection, "list">;
export type RegieField = { name: string; look: "text" | "code" | "box" | "amount" | "number" } | Choice;
type Choice = { name: string; look: "choice"; values: readonly string[] };

const text = (name: string): RegieField => ({ name, look: "text" });
const code = (name: string): RegieField => ({ name, look: "code" });
const box = (name: string): RegieField => ({ name, look: "box" });
const amount = (name: string): RegieField => ({ name, look: "amount" });
const number = (name: string): RegieField => ({ name, look: "number" });
const choice = (name: string, ...values: string[]): RegieField => ({ name, look: "choice", values });

export const regieFields: Record<AskedSection, readonly RegieField[]> = {
  payfip: [amount("minCents"), amount("maxCents")],
  till: [amount("cashCeilingCents"), number("remitEveryDays"), box("cesuAccepted"), box("vouchersAccepted")],
  treasury: [
    choice("billing", "regie", "role", "title"),
    choice("pesVersion", "5.17", "5.30"),
    code("postCode"),
    text("postName"),
    code("siret"),
    code("collectivityCode"),
    code("budgetCode"),
    text("budgetName"),
    code("revenueCode"),
    code("nature"),
    code("function"),
    box("withKeys"),
    choice("datamatrix", "off", "sum", "digits"),
    code("establishmentCode"),
    code("datamatrixCode"),
  ],
  debit: [
    box("enabled"),
    choice("version", "pain.008.001.02", "pain.008.001.08"),
    code("creditorId"),
    text("creditorName"),
    text("creditorIban"),
    code("creditorBic"),
    text("ultimateCreditor"),
    number("announceDays"),
  ],
};

export const askedSections = Object.keys(regieFields) as AskedSection[];
