/** How the commune shows itself: name, portal name, logo, its two colours, and how accessible it may say to be. Read once per request, from the settings. */
import { cache } from "react";
import { z } from "zod";
import { type CommuneColours, DRAWN_COLOURS, isColour } from "@/lib/kernel/colour";
import { db } from "@/lib/server/db";
import { type Conformity, conformityOf } from "./rules";

const colour = z.string().refine(isColour);

/** Settings « identity » and « look ». A faulty value falls back to the drawn one: the page must show in any case. */
const identitySchema = z.object({
  name: z.string().min(1).catch("Portail famille"),
  portalName: z.string().min(1).catch("Portail famille"),
});
const lookSchema = z.object({
  blue: colour.catch(DRAWN_COLOURS.blue),
  marigold: colour.catch(DRAWN_COLOURS.marigold),
  logo: z
    .object({ src: z.string().startsWith("/"), width: z.number(), height: z.number() })
    .nullable()
    .catch(null),
});

const auditSchema = z.object({ auditOn: z.string().catch(""), rate: z.number().catch(0) });

export type CommuneIdentity = z.infer<typeof identitySchema> & {
  logo: z.infer<typeof lookSchema>["logo"];
  colours: CommuneColours;
  conformity: Conformity;
};

export const communeIdentity = cache(async (): Promise<CommuneIdentity> => {
  const rows = await db().setting.findMany({ where: { section: { in: ["identity", "look", "accessibility"] } } });
  const settingOf = (section: string) => rows.find((row) => row.section === section)?.value ?? {};
  const { logo, ...colours } = lookSchema.parse(settingOf("look"));
  const conformity = conformityOf(auditSchema.parse(settingOf("accessibility")));
  return { ...identitySchema.parse(settingOf("identity")), logo, colours, conformity };
});
