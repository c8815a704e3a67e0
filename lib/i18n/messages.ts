/**
 * The catalogues, one JSON file per namespace, listed by hand so that bundlers see them.
 * A new namespace is two imports and one line in each table; French gives the keys, English must have the same.
 */
import enAccess from "./en/access.json";
import enAccount from "./en/account.json";
import enActivity from "./en/activity.json";
import enAgents from "./en/agents.json";
import enAttachment from "./en/attachment.json";
import enAttendance from "./en/attendance.json";
import enBooking from "./en/booking.json";
import enCasework from "./en/casework.json";
import enCertificate from "./en/certificate.json";
import enClaim from "./en/claim.json";
import enContest from "./en/contest.json";
import enControl from "./en/control.json";
import enCredit from "./en/credit.json";
import enDebit from "./en/debit.json";
import enDisruption from "./en/disruption.json";
import enDocument from "./en/document.json";
import enDossier from "./en/dossier.json";
import enDraw from "./en/draw.json";
import enDunning from "./en/dunning.json";
import enFactor from "./en/factor.json";
import enFailure from "./en/failure.json";
import enForecast from "./en/forecast.json";
import enGate from "./en/gate.json";
import enHome from "./en/home.json";
import enHousehold from "./en/household.json";
import enInvoice from "./en/invoice.json";
import enJournal from "./en/journal.json";
import enLetter from "./en/letter.json";
import enMail from "./en/mail.json";
import enMerger from "./en/merger.json";
import enOffice from "./en/office.json";
import enOutside from "./en/outside.json";
import enParents from "./en/parents.json";
import enPayment from "./en/payment.json";
import enPrivacy from "./en/privacy.json";
import enPublic from "./en/public.json";
import enRefund from "./en/refund.json";
import enRegie from "./en/regie.json";
import enRequests from "./en/requests.json";
import enRetention from "./en/retention.json";
import enRollover from "./en/rollover.json";
import enRules from "./en/rules.json";
import enSettings from "./en/settings.json";
import enStatement from "./en/statement.json";
import enStatistics from "./en/statistics.json";
import enTill from "./en/till.json";
import enTrace from "./en/trace.json";
import enTransport from "./en/transport.json";
import enTreasury from "./en/treasury.json";
import enUi from "./en/ui.json";
import enWorkload from "./en/workload.json";
import frAccess from "./fr/access.json";
import frAccount from "./fr/account.json";
import frActivity from "./fr/activity.json";
import frAgents from "./fr/agents.json";
import frAttachment from "./fr/attachment.json";
import frAttendance from "./fr/attendance.json";
import frBooking from "./fr/booking.json";
import frCasework from "./fr/casework.json";
import frCertificate from "./fr/certificate.json";
import frClaim from "./fr/claim.json";
import frContest from "./fr/contest.json";
import frControl from "./fr/control.json";
import frCredit from "./fr/credit.json";
import frDebit from "./fr/debit.json";
import frDisruption from "./fr/disruption.json";
import frDocument from "./fr/document.json";
import frDossier from "./fr/dossier.json";
import frDraw from "./fr/draw.json";
import frDunning from "./fr/dunning.json";
import frFactor from "./fr/factor.json";
import frFailure from "./fr/failure.json";
import frForecast from "./fr/forecast.json";
import frGate from "./fr/gate.json";
import frHome from "./fr/home.json";
import frHousehold from "./fr/household.json";
import frInvoice from "./fr/invoice.json";
import frJournal from "./fr/journal.json";
import frLetter from "./fr/letter.json";
import frMail from "./fr/mail.json";
import frMerger from "./fr/merger.json";
import frOffice from "./fr/office.json";
import frOutside from "./fr/outside.json";
import frParents from "./fr/parents.json";
import frPayment from "./fr/payment.json";
import frPrivacy from "./fr/privacy.json";
import frPublic from "./fr/public.json";
import frRefund from "./fr/refund.json";
import frRegie from "./fr/regie.json";
import frRequests from "./fr/requests.json";
import frRetention from "./fr/retention.json";
import frRollover from "./fr/rollover.json";
import frRules from "./fr/rules.json";
import frSettings from "./fr/settings.json";
import frStatement from "./fr/statement.json";
import frStatistics from "./fr/statistics.json";
import frTill from "./fr/till.json";
import frTrace from "./fr/trace.json";
import frTransport from "./fr/transport.json";
import frTreasury from "./fr/treasury.json";
import frUi from "./fr/ui.json";
import frWorkload from "./fr/workload.json";
import type { Locale } from "./locale";

const fr = {
  access: frAccess,
  account: frAccount,
  activity: frActivity,
  agents: frAgents,
  attachment: frAttachment,
  attendance: frAttendance,
  booking: frBooking,
  contest: frContest,
  credit: frCredit,
  control: frControl,
  debit: frDebit,
  claim: frClaim,
  casework: frCasework,
  certificate: frCertificate,
  disruption: frDisruption,
  document: frDocument,
  dossier: frDossier,
  draw: frDraw,
  dunning: frDunning,
  factor: frFactor,
  failure: frFailure,
  forecast: frForecast,
  gate: frGate,
  home: frHome,
  household: frHousehold,
  invoice: frInvoice,
  journal: frJournal,
  letter: frLetter,
  mail: frMail,
  merger: frMerger,
  office: frOffice,
  outside: frOutside,
  trace: frTrace,
  parents: frParents,
  payment: frPayment,
  privacy: frPrivacy,
  public: frPublic,
  regie: frRegie,
  refund: frRefund,
  requests: frRequests,
  retention: frRetention,
  rollover: frRollover,
  rules: frRules,
  settings: frSettings,
  statement: frStatement,
  statistics: frStatistics,
  till: frTill,
  transport: frTransport,
  workload: frWorkload,
  treasury: frTreasury,
  ui: frUi,
};

export type Messages = typeof fr;

const en: Messages = {
  access: enAccess,
  account: enAccount,
  activity: enActivity,
  agents: enAgents,
  attachment: enAttachment,
  attendance: enAttendance,
  booking: enBooking,
  contest: enContest,
  credit: enCredit,
  control: enControl,
  debit: enDebit,
  claim: enClaim,
  casework: enCasework,
  certificate: enCertificate,
  disruption: enDisruption,
  document: enDocument,
  dossier: enDossier,
  draw: enDraw,
  dunning: enDunning,
  factor: enFactor,
  failure: enFailure,
  forecast: enForecast,
  gate: enGate,
  home: enHome,
  household: enHousehold,
  invoice: enInvoice,
  journal: enJournal,
  letter: enLetter,
  mail: enMail,
  merger: enMerger,
  office: enOffice,
  outside: enOutside,
  trace: enTrace,
  parents: enParents,
  payment: enPayment,
  privacy: enPrivacy,
  public: enPublic,
  regie: enRegie,
  refund: enRefund,
  requests: enRequests,
  retention: enRetention,
  rollover: enRollover,
  rules: enRules,
  settings: enSettings,
  statement: enStatement,
  statistics: enStatistics,
  till: enTill,
  transport: enTransport,
  workload: enWorkload,
  treasury: enTreasury,
  ui: enUi,
};

export const catalogues: Record<Locale, Messages> = { fr, en };

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
