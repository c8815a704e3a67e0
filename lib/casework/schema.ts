/** What families and the office post about requests, and what is kept of what a request is about. Pure: shared by forms and actions. */
import { z } from "zod";
import { type CivilDate, distanceInDays, isCivilDate } from "@/lib/kernel/civil-date";
import { askedWhileSuspended, type RequestKind, requestKinds, requestStates } from "@/lib/request/rules";
import { absenceReasons } from "./rules";

const id = z.uuid("generic");
const LONGEST = 4000;
/** One kind of line ends, nothing that a screen or a mail could take for an order. */
const text = (shortest: number) =>
  z
    .string()
    .transform((typed) => typed.replaceAll("\r\n", "\n").trim())
    .pipe(z.string().min(1, "required").min(shortest, "tooShort").max(LONGEST, "tooLong"));
const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal("").transform(() => null), schema]).default(null);
const day = z.string().refine(isCivilDate, "date");

/** Kinds that a family files with this form; a change of record and a contested line have forms of their own. */
export const filedKinds = [
  "question",
  "late-booking",
  "absence",
  "payment-plan",
  "access",
  "rectification",
  "erasure",
  "objection",
  "mediation",
] as const satisfies readonly RequestKind[];
export type FiledKind = (typeof filedKinds)[number];

/** Days that one request may be about. */
const MOST_DAYS = 62;
/** Documents that are joined at once. */
const MOST_JOINED = 12;

const about = {
  householdId: id,
  childId: orNull(id),
  activityId: orNull(id),
  from: orNull(day),
  to: orNull(day),
  invoiceId: orNull(id),
  /** Of an absence. */
  reason: orNull(z.enum(absenceReasons)),
  text: text(10),
};

/** Handed in beforehand, to go along. */
const documentIds = z.array(id).max(MOST_JOINED, "generic");

type About = { childId: string | null; activityId: string | null; from: CivilDate | null; to: CivilDate | null };
type Issue = { path: string[]; message: string };

function faultsOf(kind: RequestKind, { childId, activityId, from, to }: About): Issue[] {
  const faults: Issue[] = [];
  const dated = kind === "absence" || kind === "late-booking";
  if (dated && !childId) faults.push({ path: ["childId"], message: "choose" });
  if (dated && !from) faults.push({ path: ["from"], message: "date" });
  if (kind === "late-booking" && !activityId) faults.push({ path: ["activityId"], message: "choose" });
  if (from && to && to < from) faults.push({ path: ["to"], message: "dateOrder" });
  if (from && to && distanceInDays(from, to) >= MOST_DAYS) faults.push({ path: ["to"], message: "generic" });
  return faults;
}

/** What it began from: bookings made together, or a document. */
const begun = { orderId: orNull(id), documentId: orNull(id) };

export const fileSchema = z
  .object({ kind: z.enum(filedKinds, "choose"), ...about, ...begun, documentIds: documentIds.default([]) })
  .superRefine(({ kind, ...rest }, context) => {
    for (const fault of faultsOf(kind, rest)) context.addIssue({ code: "custom", ...fault });
  });
export type FileInput = z.output<typeof fileSchema>;

const appealKinds = ["suspension", "access", "rectification", "erasure", "objection"] as const;
/** From the page of a suspended person. */
export const appealSchema = z.object({ kind: z.enum(appealKinds, "choose"), text: text(10) });
export type AppealInput = z.output<typeof appealSchema>;

/** A letter, a call or a visit that an agent writes down in the family's name. */
export const paperSchema = z
  .object({
    kind: z.enum([...filedKinds, "suspension"] as const, "choose"),
    channel: z.enum(["paper", "phone", "counter", "mail"], "choose"),
    receivedOn: day,
    /** The adult who asks; empty when it is the household. */
    accountId: orNull(id),
    isPrivate: z.union([z.literal("on").transform(() => true), z.boolean()]).default(false),
    ...about,
  })
  .superRefine(({ kind, ...rest }, context) => {
    for (const fault of faultsOf(kind, rest)) context.addIssue({ code: "custom", ...fault });
    if ((askedWhileSuspended as readonly string[]).includes(kind) && !rest.accountId)
      context.addIssue({ code: "custom", path: ["accountId"], message: "choose" });
  });
export type PaperInput = z.output<typeof paperSchema>;

/** In whose name, how and when: what is written down besides the wish itself. */
export const broughtSchema = z.object({
  householdId: id,
  accountId: id,
  channel: z.enum(["paper", "phone", "counter", "mail"], "choose"),
  receivedOn: day,
});
export type BroughtInput = z.output<typeof broughtSchema>;

export const writeSchema = z.object({ requestId: id, text: text(1) });
export type WriteInput = z.output<typeof writeSchema>;

export const requestSchema = z.object({ requestId: id });
export const joinSchema = z.object({ requestId: id, documentIds: documentIds.min(1, "choose") });
export type JoinInput = z.output<typeof joinSchema>;
export const reopenSchema = z.object({ requestId: id, text: text(10) });

/** A message, which may be a question that the office waits for; a model may have been the start of it. */
export const messageSchema = z.object({
  requestId: id,
  text: text(1),
  waits: z.literal("on").optional(),
  templateId: orNull(id),
});
export type MessageInput = z.output<typeof messageSchema>;

export const stepSchema = z.object({ requestId: id, step: z.enum(["acknowledge", "study", "close"]) });
export const decideSchema = z.object({
  requestId: id,
  outcome: z.enum(["accepted", "partly", "refused", "answered"] as const, "choose"),
  motive: text(10),
});
export type DecideInput = z.output<typeof decideSchema>;
export const extendSchema = z.object({ requestId: id, motive: text(10) });

/** « me », « nobody », « team:… » or « person:… ». */
export const assignSchema = z.object({
  requestId: id,
  holder: z.string().regex(/^(me|nobody|(team|person):[0-9a-f-]{36})$/, "choose"),
});

/** What is kept of the thing asked about, with the names of that day. */
export const aboutSchema = z.object({
  child: z.string().nullable().default(null),
  days: z.array(day).default([]),
  activityId: z.string().nullable().default(null),
  activityFr: z.string().nullable().default(null),
  activityEn: z.string().nullable().default(null),
  invoiceId: z.string().nullable().default(null),
  invoice: z.string().nullable().default(null),
  reason: z.enum(absenceReasons).nullable().default(null),
  /** The reference of bookings made together; the name of a document. */
  order: z.string().nullable().default(null),
  documentFr: z.string().nullable().default(null),
  documentEn: z.string().nullable().default(null),
});
export type RequestAbout = z.infer<typeof aboutSchema>;

const word = z.string().max(60).catch("");
const choice = <const Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  z.enum(choices).nullable().catch(null);

/** The filters of the worklist, as its address says them; a parameter given twice counts as absent. */
export const filtersSchema = z.object({
  state: z.enum(["open", "ended"]).catch("open"),
  step: choice(requestStates),
  kind: choice(requestKinds),
  siteId: id.nullable().catch(null),
  due: choice(["late", "soon"]),
  holder: choice(["me", "team", "nobody"]),
  words: word,
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});
export type WorkFilters = z.output<typeof filtersSchema>;
