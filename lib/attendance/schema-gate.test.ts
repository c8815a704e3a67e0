import { expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { syncSchema } from "./schema-gate";

const present = { mark: "present", arrived: "16:31", departed: null };
const good = () => ({ id: newId(), listId: newId(), childId: newId(), seen: present, wanted: present });

it("reads each mark by itself, so that one that cannot be read holds none of the others back", () => {
  const [first, last] = [good(), good()];
  const bad = { ...good(), wanted: { ...present, arrived: "25:99" } };
  const { marks } = syncSchema.parse({ owner: "o", marks: [first, bad, { id: "bare" }, last] });
  expect(marks.map(({ id, mark }) => [id, mark?.id ?? null])).toEqual([
    [first.id, first.id],
    [bad.id, null],
    ["bare", null],
    [last.id, last.id],
  ]);
});
