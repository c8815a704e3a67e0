/**
 * What joining two files or two records of a child, and splitting a household, do with each table that names a child or a household. A table that
 * is not told here makes a test fail: nothing is left out because nobody thought of it. Pure.
 */

/** moves: the row changes hands · ends: it stops · joins: the kept record takes what it says · stays: under the name it was made. */
export type Fate = "moves" | "ends" | "joins" | "stays";
/** On joining files, on joining two records of one child, on splitting; null where the table does not name that side. */
export type Fates = { file: Fate | null; twin: Fate | null; split: Fate; why: string };

const PROOF = "what was billed, paid or said stays under the file it was made in, and is read with the kept one";
const proof: Fates = { file: "stays", twin: null, split: "stays", why: PROOF };

export const FATES: Readonly<Record<string, Fates>> = {
  account_request: proof,
  attendance: {
    ...{ file: null, twin: "moves", split: "stays" },
    why: "today's and announced marks follow the booking; a past day was that record's",
  },
  booking: { file: "moves", twin: "moves", split: "moves", why: "the days to come; past days are proofs" },
  booking_order: proof,
  bus_ride: {
    ...{ file: null, twin: "moves", split: "stays" },
    why: "the child's stop; ends where the kept record has one for the same line and direction",
  },
  calendar_feed: {
    ...{ file: "moves", twin: null, split: "stays" },
    why: "the address goes on showing the family's days; of who left the household it shows nothing more",
  },
  case_assignment: {
    ...{ file: "moves", twin: null, split: "stays" },
    why: "the agent goes on with the family; ends where the kept file is hers already; a new household is confided anew",
  },
  change_request: {
    ...{ file: "moves", twin: "moves", split: "moves" },
    why: "what is not decided; on a split that of who leaves",
  },
  charge: { ...proof, twin: "stays" },
  child_badge: {
    ...{ file: null, twin: "moves", split: "stays" },
    why: "both badges are in the child's bag: both open the gate",
  },
  child_health: { file: null, twin: "joins", split: "stays", why: "no allergy is lost; the more careful plate wins" },
  child_household: { file: "ends", twin: "ends", split: "moves", why: "where the child lives from now on" },
  consent: {
    ...{ file: null, twin: "joins", split: "stays" },
    why: "of each kind the latest answer of both records holds; an answer is never overwritten",
  },
  custody_exception: {
    ...{ file: "moves", twin: "joins", split: "ends" },
    why: "swapped days to come; the kept record's own come first; who left for good swaps no more days here",
  },
  declared_fact: {
    ...{ file: "moves", twin: "moves", split: "stays" },
    why: "facts in force; ends where the kept file or record has its own; a new household declares its own",
  },
  delegation: {
    ...{ file: "moves", twin: "moves", split: "moves" },
    why: "living ones; on a split with who entrusts, and ends where the child does not follow",
  },
  document: {
    ...{ file: "stays", twin: "moves", split: "stays" },
    why: "its pages are sealed for the home that gave it; it is read with the kept file, and shared kinds count in both homes",
  },
  draw_wish: {
    ...{ file: "moves", twin: "moves", split: "moves" },
    why: "wishes of open draws; withdrawn where the kept one has its own; on a split with a child who leaves",
  },
  emergency_contact: {
    ...{ file: "moves", twin: "moves", split: "moves" },
    why: "lists of the home; on a split with a child who leaves for good",
  },
  enrolment: { file: "moves", twin: "moves", split: "moves", why: "living enrolments; past ones are proofs" },
  exceptional_access: proof,
  family_request: {
    ...{ file: "moves", twin: "moves", split: "moves" },
    why: "open ones; on a split what the one who leaves asks, and what is private to them",
  },
  guardianship: { file: null, twin: "joins", split: "stays", why: "rights add up; who is barred from one is barred" },
  household: { file: "joins", twin: null, split: "stays", why: "a file joined earlier follows" },
  household_address: proof,
  household_member: { file: "ends", twin: null, split: "moves", why: "adults belong to the kept or the new file" },
  household_payer: {
    ...{ file: "ends", twin: "moves", split: "ends" },
    why: "the kept file's payers pay; a share for one child follows the child, and ends where the child leaves",
  },
  invoice: proof,
  invoice_line: { file: null, twin: "stays", split: "stays", why: PROOF },
  ledger_line: proof,
  mail_outbox: proof,
  payment_attempt: proof,
  payment_plan: proof,
  pickup_person: {
    ...{ file: "moves", twin: "moves", split: "moves" },
    why: "lists of the home, and the office's own: who must not collect the child stays forbidden",
  },
  possible_duplicate: { file: "joins", twin: "joins", split: "stays", why: "the question is settled" },
  quotient_familial: {
    ...{ file: "moves", twin: null, split: "stays" },
    why: "moves where the kept file has none in force; a new household declares its own",
  },
  quotient_question: proof,
  receipt: proof,
  record_confirmation: proof,
  refund: proof,
  rollover_child: {
    ...{ file: null, twin: "stays", split: "stays" },
    why: "publishing the new year passes over a record that ended",
  },
  schooling: {
    ...{ file: null, twin: "moves", split: "stays" },
    why: "moves where the kept record has no school that year, and ends where it has",
  },
  sepa_mandate: { ...proof, why: "a mandate is its payer's: it serves every bill of that payer" },
  shared_change: {
    ...{ file: "moves", twin: "moves", split: "moves" },
    why: "proposals that wait for an answer; on a split those of who leaves",
  },
  waiting_entry: { file: "moves", twin: "moves", split: "moves", why: "places in the queue of days to come" },
};

/** How a row of each table that may stop is stopped: its last day, or the instant it was withdrawn. */
export const ENDINGS: Readonly<Record<string, "until" | "withdrawn_at">> = {
  ...{ household_member: "until", child_household: "until", household_payer: "until", case_assignment: "until" },
  ...{ schooling: "until", bus_ride: "until", declared_fact: "until" },
  ...{ delegation: "until", draw_wish: "withdrawn_at" },
};
