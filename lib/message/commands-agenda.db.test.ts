import { describe, expect, it } from "vitest";
import { bookDays } from "@/lib/booking/commands";
import { aFamily, anActivity, asParent, aTown, type Family, monday } from "@/prisma/testing/bookings";
import { openAgenda, revokeAgenda } from "./commands-agenda";
import { agendaOf } from "./queries-agenda";

const opened = (family: Family) => asParent(family, (context) => openAgenda(context, {}, family.scope));

async function aBookedFamily() {
  const town = await aTown();
  const { id, dayIds } = await anActivity(town, { days: ["2026-12-07", "2027-03-29"], capacity: 9 });
  const family = await aFamily(town, [id]);
  const add = dayIds.map((activityDayId) => ({ childId: family.childIds[0] ?? "", activityDayId }));
  const wish = { add, remove: [], keep: [], same: null };
  await asParent(family, (context) => bookDays(context, family.scope, { wish }));
  return family;
}

describe("the calendar feed", () => {
  it("tells one's own bookings by first name, in winter and in summer time", async () => {
    const [family, other] = [await aBookedFamily(), await aBookedFamily()];
    const outcome = await opened(family);
    const text = outcome.ok ? await agendaOf(outcome.secret, monday) : null;
    expect(text).toContain("DTSTART:20261207T103000Z");
    expect(text).toContain("DTSTART:20270329T093000Z");
    expect(text?.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(text).toContain("Léa");
    expect(text).not.toContain("Durand");
    expect(text).not.toContain(other.householdId);
  });

  it("is as if it did not exist once revoked or replaced", async () => {
    const family = await aBookedFamily();
    const [first, second] = [await opened(family), await opened(family)];
    expect(first.ok && (await agendaOf(first.secret, monday))).toBeNull();
    expect(second.ok && (await agendaOf(second.secret, monday))).not.toBeNull();
    await asParent(family, (context) => revokeAgenda(context, {}, family.scope));
    expect(second.ok && (await agendaOf(second.secret, monday))).toBeNull();
    expect(await agendaOf("unknown", monday)).toBeNull();
  });
});
