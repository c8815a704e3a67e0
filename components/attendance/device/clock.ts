/** The clock of the device at the gate. Without network there is no other; the server stamps what it takes with its own. */
import { type CivilDate, type CivilTime, parisOf } from "@/lib/kernel/civil-date";

export function deviceNow(): { day: CivilDate; time: CivilTime } {
  // biome-ignore lint/plugin: in a browser without network no server can hand the time over.
  return parisOf(new Date());
}

/** Only a secure page has a cipher and a store that others cannot read. */
export function canKeep(): boolean {
  return window.isSecureContext && "indexedDB" in window && "subtle" in crypto;
}
