/** The only place that reads the time. Everything else receives `now` as an argument. */
import { headers } from "next/headers";
import { env } from "./env";

/** The instant, in UTC. */
export function now(): Date {
  return new Date();
}

/** As `now`, except that browser tests may set it: the header counts only where PORTAIL_TEST is on. */
export async function requestNow(): Promise<Date> {
  if (!env().PORTAIL_TEST) return now();
  const asked = (await headers()).get("x-portail-now");
  const instant = asked ? new Date(asked) : now();
  return Number.isNaN(instant.getTime()) ? now() : instant;
}
