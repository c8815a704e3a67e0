/**
 * The copy of one's own data (GDPR art. 15 and 20): after the password was asked again, for some minutes; kept some days; then gone. Pure.
 */
export const PROVED_MINUTES = 5;
export const KEPT_DAYS = 7;
/** A person asks for one, sometimes for two: more in a day is a script. */
export const MOST_A_DAY = 5;

/** Whether the password was given in this session less than five minutes ago. */
export function isProved(provedAt: Date | null, now: Date): boolean {
  if (provedAt === null) return false;
  const elapsed = now.getTime() - provedAt.getTime();
  return elapsed >= 0 && elapsed < PROVED_MINUTES * 60_000;
}

/** A row as plain values: days and instants as text, what is somebody else's named as such. */
export type PlainRow = Readonly<Record<string, unknown>>;
export type TableCopy = { table: string; rows: readonly PlainRow[] };

/** What the copy holds: the views of the portal in words, then every table that leads to the person. */
export type DataCopyContent = {
  format: "portail-famille/2";
  takenAt: string;
  told: {
    account: PlainRow;
    households: readonly PlainRow[];
    children: readonly PlainRow[];
    journal: readonly { at: string; did: string; facts: string; notes: readonly string[]; reference: string | null }[];
  };
  tables: readonly TableCopy[];
  /** Tables that are not in it, with the reason in words. */
  leftOut: readonly { table: string; why: string }[];
};

export type CopyFile = { name: string; bytes: Uint8Array };
