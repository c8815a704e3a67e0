/** The words that travel to the browser with each tool. */
import type { Messages } from "@/lib/i18n/messages";

export type DepositWords = Messages["document"]["deposit"];
export type OfficeWords = Messages["document"]["office"];
export type KeyWords = Messages["document"]["keys"];
