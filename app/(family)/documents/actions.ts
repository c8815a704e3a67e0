"use server";
/** Taking back a document that nobody has decided on. Giving one goes through /api/documents: a browser encrypts it first. */
import { getTranslations } from "next-intl/server";
import { withdrawDocument } from "@/lib/document/commands";
import { withdrawSchema } from "@/lib/document/schema";
import { familyAction } from "@/lib/server/action";

export const withdraw = familyAction({
  permission: "document.deposit",
  input: withdrawSchema,
  run: withdrawDocument,
  refusals: {
    "already-decided": async () => (await getTranslations("document.given"))("decided"),
  },
  then: async () => ({ message: (await getTranslations("document.given"))("withdrawn") }),
});
