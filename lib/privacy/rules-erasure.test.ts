import { expect, it } from "vitest";
import { drawnDurations } from "@/lib/retention/rules";
import { keptUntil } from "./rules-erasure";

const nothing = { count: 0, lastDay: null };
const none = {
  ...{
    household: nothing,
    bills: nothing,
    bookings: nothing,
    journal: nothing,
    requests: nothing,
    connections: nothing,
  },
};

it("keeps bills from the end of their year, the rest from their day", () => {
  const kept = keptUntil(
    { ...none, bills: { count: 3, lastDay: "2026-03-05" }, connections: { count: 1, lastDay: "2026-11-22" } },
    drawnDurations,
  );
  expect(kept).toEqual([
    { subject: "bills", count: 3, rule: "accounting-10-years", until: "2036-12-31" },
    { subject: "connections", count: 1, rule: "net-12-months", until: "2027-11-22" },
  ]);
});

it("says no day for what is still in use, and follows the commune's own durations", () => {
  const durations = { ...drawnDurations, "request-closed": { months: 6 } };
  const kept = keptUntil(
    { ...none, household: { count: 4, lastDay: null }, requests: { count: 1, lastDay: "2026-08-31" } },
    durations,
  );
  expect(kept.map(({ until }) => until)).toEqual([null, "2027-02-28"]);
});
