/** What the forms of entrusting send. Pure. */
import { z } from "zod";
import { day, id, optionalText, text } from "@/lib/household/schema";
import { rights } from "./rules";

export const entrustSchema = z.object({
  childId: id,
  name: text(160),
  email: z.string().trim().toLowerCase().pipe(z.email("email").max(190, "tooLong")),
  relation: optionalText(60),
  since: day,
  until: day,
  rights: z.array(z.enum(rights, "choose")).min(1, "choose"),
});
export type Entrust = z.output<typeof entrustSchema>;

export const endSchema = z.object({ delegationId: id });
