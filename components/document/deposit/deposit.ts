/** What a deposit does, step by step: trust, open, seal each page, send. The form shows where it is. */
import { aadOf } from "@/lib/document/rules-keys";
import { seal } from "../browser/seal";
import { begin, type SealedPage, send, type Watch } from "../browser/send";
import type { OfferedKeys } from "../browser/trust";
import type { ChosenPage } from "./page-list";

/** What the document is about; a third-party id is refused by the server. */
export type DepositPlace = {
  kindId: string;
  householdId: string;
  childId: string | null;
  requestId: string | null;
};

export type Deposit = {
  place: DepositPlace;
  keys: OfferedKeys;
  owner: string;
  label: string;
  dates: { issuedOn: string; validUntil: string };
  pages: readonly ChosenPage[];
};

export type DepositWatch = Watch & { onSealing: (page: number) => void };

/** Gives the document's id and its reference in the journal. */
export async function deposit({ place, keys, owner, label, dates, pages }: Deposit, watch: DepositWatch) {
  const { fingerprint, statement } = keys.current;
  const id = await begin({ ...place, ...dates, fingerprint });
  const { householdId, childId, kindId } = place;
  const sealed: SealedPage[] = [];
  for (const [index, { bytes, format }] of pages.entries()) {
    watch.onSealing(index + 1);
    const binding = { document: id, household: householdId, child: childId, kind: kindId, page: index + 1 };
    sealed.push({ ...(await seal({ bytes, statement, aad: aadOf(binding) })), format });
  }
  const reference = await send({ id, owner, label, pages: sealed }, watch);
  return { id, reference };
}
