/** How each field of the settings is asked. A test holds this list against the schemas: a field nobody can set is a fault. */
import type { Section } from "@/lib/commune/schema";

export type FieldPlan = {
  name: string;
  look: "text" | "long" | "box" | "zone" | "color" | "number" | "date" | "email" | "tel";
};

const text = (name: string): FieldPlan => ({ name, look: "text" });

export const fieldsOf: Record<Section, readonly FieldPlan[]> = {
  identity: [
    text("name"),
    text("portalName"),
    text("address"),
    text("siret"),
    text("inseeCode"),
    { name: "zone", look: "zone" },
    text("court"),
    text("publisher"),
    text("host"),
  ],
  look: [
    { name: "blue", look: "color" },
    { name: "marigold", look: "color" },
  ],
  contacts: [
    text("office"),
    text("address"),
    { name: "email", look: "email" },
    { name: "phone", look: "tel" },
    text("hoursFr"),
    text("hoursEn"),
  ],
  dpo: [text("name"), { name: "email", look: "email" }, text("address")],
  regie: [
    text("name"),
    text("address"),
    { name: "email", look: "email" },
    { name: "phone", look: "tel" },
    { name: "dueDays", look: "number" },
    text("chequePayee"),
    text("vatFr"),
  ],
  accessibility: [{ name: "auditOn", look: "date" }, text("auditBy"), { name: "rate", look: "number" }],
  documents: [{ name: "quotaGigabytes", look: "number" }],
  journal: [{ name: "recipients", look: "long" }],
  maintenance: [
    { name: "on", look: "box" },
    { name: "messageFr", look: "long" },
    { name: "messageEn", look: "long" },
  ],
};
