"use server";
/** How the office handles requests: time by kind, mails, teams, and who takes what in charge. */
import { getTranslations } from "next-intl/server";
import {
  addCriterion,
  dropCriterion,
  dropTeam,
  saveCertificates,
  saveDelays,
  saveMails,
  saveTeam,
} from "@/lib/casework/commands-settings";
import {
  certificatesInput,
  criterionInput,
  delaysInput,
  dropInput,
  mailsInput,
  teamInput,
} from "@/lib/casework/schema-settings";
import { officeAction } from "@/lib/server/action";

const words = () => getTranslations("casework.settings");
const saved = async () => ({ redirect: "/gestion/reglages/demandes?fait=oui" });
const full = { full: async () => (await words())("full") };
const permission = "settings.write" as const;

export const delays = officeAction({ permission, input: delaysInput, run: saveDelays, refusals: {}, then: saved });
export const mails = officeAction({ permission, input: mailsInput, run: saveMails, refusals: {}, then: saved });
export const certificates = officeAction({
  permission,
  input: certificatesInput,
  run: saveCertificates,
  refusals: {},
  then: saved,
});
export const team = officeAction({ permission, input: teamInput, run: saveTeam, refusals: full, then: saved });
export const removeTeam = officeAction({ permission, input: dropInput, run: dropTeam, refusals: {}, then: saved });
export const criterion = officeAction({
  permission,
  input: criterionInput,
  run: addCriterion,
  refusals: full,
  then: saved,
});
export const removeCriterion = officeAction({
  permission,
  input: dropInput,
  run: dropCriterion,
  refusals: {},
  then: saved,
});
