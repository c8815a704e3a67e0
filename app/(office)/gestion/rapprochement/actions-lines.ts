"use server";
/** What a régisseur decides about the lines of files, and how PayFiP's list is read. */
import { getLocale, getTranslations } from "next-intl/server";
import { saveRegieSection } from "@/lib/commune/commands-regie";
import { done } from "@/lib/kernel/outcome";
import { officeAction } from "@/lib/server/action";
import { confirmSure, matchLine, openLineCase, setLineAside } from "@/lib/statement/commands-match";
import { undoDecision } from "@/lib/statement/commands-undo";
import { previewOf } from "@/lib/statement/queries-preview";
import {
  confirmSureSchema,
  lineCaseSchema,
  mappingSchema,
  matchSchema,
  setAsideSchema,
  undoSchema,
} from "@/lib/statement/schema";
import { dayPattern } from "./day-pattern";

const LINES = "/gestion/rapprochement/lignes";
const words = () => getTranslations("statement.refusals");

export const confirmMatches = officeAction({
  permission: "receipt.record",
  input: confirmSureSchema,
  run: confirmSure,
  refusals: { none: async () => (await words())("none") },
  then: async ({ left }, { regieId }) => ({ redirect: `${LINES}?regie=${regieId}&reste=${left}` }),
});

export const matchOne = officeAction({
  permission: "receipt.record",
  input: matchSchema,
  run: matchLine,
  refusals: {
    decided: async () => (await words())("decided"),
    taken: async () => (await words())("taken"),
    "no-target": async () => (await words())("no-target"),
    "not-open": async () => (await words())("not-open"),
    "no-means": async () => (await words())("no-means"),
    "too-much": async () => (await words())("too-much"),
    "other-regie": async () => (await words())("other-regie"),
    "other-amount": async () => (await words())("other-amount"),
    unclear: async () => (await words())("unclear"),
    again: async () => (await words())("again"),
    "some-wait": async ({ waiting = 0 }) => (await words())("some-wait", { count: Number(waiting) }),
  },
  then: async () => ({ redirect: `${LINES}?fait=matched` }),
});

export const setAside = officeAction({
  permission: "receipt.record",
  input: setAsideSchema,
  run: setLineAside,
  refusals: { decided: async () => (await words())("decided") },
  then: async () => ({ redirect: `${LINES}?fait=aside` }),
});

export const undo = officeAction({
  permission: "receipt.record",
  input: undoSchema,
  run: undoDecision,
  refusals: {
    "not-decided": async () => (await words())("not-decided"),
    moved: async () => (await words())("moved"),
    "closed-over": async () => (await words())("closed-over"),
  },
  then: async () => ({ redirect: `${LINES}?fait=undone` }),
});

export const openCaseOfLine = officeAction({
  permission: "receipt.record",
  input: lineCaseSchema,
  run: openLineCase,
  refusals: {
    decided: async () => (await words())("decided"),
    "no-means": async () => (await words())("no-means"),
    "not-money": async () => (await words())("not-money"),
  },
  then: async () => ({ redirect: `${LINES}?fait=case` }),
});

/** Trying writes nothing: it reads the pasted lines with the format as it stands in the form. */
export const saveMapping = officeAction({
  permission: "regie.settings",
  input: mappingSchema,
  run: async (context, { regieId, task, list }) =>
    task === "try" ? done() : saveRegieSection(context, { regieId, section: "list", value: list }),
  refusals: { gone: async () => (await getTranslations("statement.format"))("gone") },
  then: async (_done, { task, list, sample }) => {
    const t = await getTranslations("statement.format");
    if (task === "save") return { message: t("saved"), data: null };
    if (sample === "") return { message: t("noSample"), data: null };
    const { rows, fault } = previewOf(sample, list);
    const faults = await getTranslations("statement.faults");
    const expected = dayPattern(await getLocale(), fault?.expected ?? "");
    const said = fault && faults(fault.reason, { found: fault.found || faults("blank"), expected });
    const told = fault?.line === undefined ? said : `${faults("at", { line: fault.line })} ${said}`;
    return { message: told ?? t("readOk", { count: rows.length }), data: { rows } };
  },
});
