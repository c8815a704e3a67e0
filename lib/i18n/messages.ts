/**
 * The catalogues, one JSON file per namespace, listed by hand so that bundlers see them.
 * A new namespace is two imports and one line in each table; French gives the keys, English must have the same.
 */
import enFailure from "./en/failure.json";
import enUi from "./en/ui.json";
import frFailure from "./fr/failure.json";
import frUi from "./fr/ui.json";
import type { Locale } from "./locale";

const fr = {
  failure: frFailure,
  ui: frUi,
};

export type Messages = typeof fr;

const en: Messages = {
  failure: enFailure,
  ui: enUi,
};

export const catalogues: Record<Locale, Messages> = { fr, en };

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
