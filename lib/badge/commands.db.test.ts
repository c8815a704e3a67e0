import { describe, expect, it } from "vitest";
import { mintOfficeScope } from "@/lib/access/gate";
import { NotFound } from "@/lib/server/action";
import { db, transaction } from "@/lib/server/db";
import { aChild, aHousehold, aSchoolYear, aSite, aStaffAccount, contextFor } from "@/prisma/fixtures";
import { changeBadges } from "./commands";
import { codesOf } from "./queries";
import type { BadgesInput } from "./schema";

const tx = db();

async function school() {
  const [site, other] = [await aSite(tx), await aSite(tx)];
  const year = (await tx.schoolYear.findFirst()) ?? (await aSchoolYear(tx));
  const household = await aHousehold(tx);
  const kid = (siteId: string) =>
    aChild(tx, { firstName: "Léa", homes: [{ householdId: household.id }], school: { siteId, schoolYearId: year.id } });
  const agent = await aStaffAccount(tx, "agent", [site.id]);
  const change = (children: string[], wish: BadgesInput["change"]) =>
    transaction(async (inside) => {
      const context = contextFor(inside, agent);
      const scope = await mintOfficeScope(inside, { accountId: agent.id, role: "agent" }, context);
      return changeBadges(context, { children, change: wish }, scope);
    });
  return { lea: await kid(site.id), far: await kid(other.id), change };
}

describe("badges", () => {
  it("hold a random code, and a new one revokes the one before, also when two people ask at once", async () => {
    const { lea, change } = await school();
    expect(await change([lea.id], "issue")).toEqual({ ok: true, count: 1 });
    const [first] = (await codesOf(tx, [lea.id])).get(lea.id) ?? [];
    expect(first).toMatch(/^[2-9A-HJ-NP-Z]{16}$/);
    await Promise.all([change([lea.id], "issue"), change([lea.id], "issue")]);
    const codes = (await codesOf(tx, [lea.id])).get(lea.id) ?? [];
    expect(codes).toHaveLength(1);
    expect(codes).not.toContain(first);
    const events = await tx.auditEvent.findMany({ where: { type: { startsWith: "badge." } } });
    expect(JSON.stringify(events)).not.toContain(first);
  });

  it("are revoked without a new one, and never made for a child of another site", async () => {
    const { lea, far, change } = await school();
    await change([lea.id], "issue");
    expect(await change([lea.id], "revoke")).toEqual({ ok: true, count: 1 });
    expect((await codesOf(tx, [lea.id])).get(lea.id)).toBeUndefined();
    await expect(change([lea.id, far.id], "issue")).rejects.toThrow(NotFound);
    expect(await codesOf(tx, [lea.id, far.id])).toEqual(new Map());
  });
});
