import { describe, expect, it } from "vitest";
import {
  addMark,
  applyMark,
  badgeCode,
  countsOf,
  type GateBundle,
  type GateKid,
  type GateState,
  isLate,
  isListOver,
  isMarkOver,
  settle,
  settledState,
  shownState,
  UNMARKED,
  verdictOf,
  type WaitingMark,
} from "./rules-gate";

const present = (arrived: string | null = null, departed: string | null = null) =>
  ({ mark: "present", arrived, departed }) as const;
const absent = { mark: "absent", arrived: null, departed: null } as const;

describe("what becomes of a mark made off line", () => {
  const cases: [string, GateState, GateState, GateState, boolean, "same" | "conflict" | "write"][] = [
    ["nobody marked meanwhile", UNMARKED, UNMARKED, present("16:31"), false, "write"],
    ["another noted the same", present("16:30"), UNMARKED, present("16:31"), true, "same"],
    ["another noted presence without an hour", present(), UNMARKED, present("16:31"), true, "write"],
    ["another noted the opposite", absent, UNMARKED, present("16:31"), true, "conflict"],
    ["the same person noted the opposite", absent, UNMARKED, present("16:31"), false, "write"],
    ["what was seen is still there", absent, absent, present("16:31"), true, "write"],
    ["a departure completes a presence", present("16:30"), UNMARKED, present("16:31", "17:40"), true, "write"],
    [
      "two hours of departure",
      present("16:30", "17:30"),
      present("16:30"),
      present("16:30", "17:40"),
      true,
      "conflict",
    ],
    ["the same departure twice", present("16:30", "17:40"), present("16:30"), present("16:30", "17:40"), true, "same"],
    ["absent after a departure that was not seen", present(null, "17:30"), UNMARKED, absent, true, "conflict"],
  ];
  it.each(cases)("%s", (_name, current, seen, wanted, byOther, verdict) =>
    expect(verdictOf({ current, seen, wanted, byOther })).toBe(verdict),
  );

  it("keeps the first arrival, unless the person saw it and changed it", () => {
    const wanted = present("16:35", "17:40");
    expect(settledState({ current: present("16:30"), seen: UNMARKED, wanted })).toEqual(present("16:30", "17:40"));
    expect(settledState({ current: present("16:30"), seen: present("16:30"), wanted })).toEqual(wanted);
    expect(settledState({ current: present("16:30"), seen: UNMARKED, wanted: { ...wanted, mark: "absent" } })).toEqual(
      absent,
    );
  });
});

const mark = (id: string, childId: string, wanted: WaitingMark["wanted"]): WaitingMark => ({
  id,
  owner: "o",
  day: "2026-11-23",
  listId: "l",
  childId,
  name: "Léa",
  listName: "Garderie",
  seen: UNMARKED,
  wanted,
  fate: { kind: "waiting" },
});

const kid = (childId: string, isBooked = true) => ({ childId, isBooked, state: UNMARKED }) as GateKid;
const bundle = { lists: [{ id: "l", kids: [kid("a"), kid("b"), kid("c", false)] }] } as unknown as GateBundle;
const list = bundle.lists[0] as GateBundle["lists"][number];

describe("what a device shows and sends", () => {
  it("sends the last choice for a child only, and shows it until the server has it", () => {
    const waiting = addMark(addMark([], mark("1", "a", absent)), mark("2", "a", present("16:31")));
    expect(waiting.map((one) => one.id)).toEqual(["2"]);
    expect(shownState(kid("a"), waiting, "l")).toEqual(present("16:31"));
    expect(shownState(kid("a"), waiting, "other")).toEqual(UNMARKED);
    expect(countsOf(list, waiting)).toEqual({ expected: 2, present: 1, absent: 0, waiting: 1 });
    const after = applyMark(bundle, mark("2", "a", present("16:31")));
    expect(after.lists[0]?.kids[0]?.state).toEqual(present("16:31"));
    expect(after.lists[0]?.kids[1]?.state).toEqual(UNMARKED);
  });

  it("drops what is done, keeps what must be settled, and hears nothing of a mark that was replaced", () => {
    const waiting = [mark("1", "a", absent), mark("2", "b", absent), mark("3", "c", absent)];
    const left = settle(waiting, [
      { id: "1", result: "done" },
      { id: "2", result: "conflict", theirs: present(), role: "agent", time: "16:40" },
      { id: "gone", result: "refused", reason: "locked" },
    ]);
    expect(left.map((one) => [one.id, one.fate.kind])).toEqual([
      ["2", "conflict"],
      ["3", "waiting"],
    ]);
  });

  it("keeps lists for their own day, and marks for a week", () => {
    expect(["2026-11-22", "2026-11-23", "2026-11-24"].map((day) => isListOver("2026-11-23", day))).toEqual([
      true,
      false,
      true,
    ]);
    expect([6, 7, 8].map(isMarkOver)).toEqual([false, false, true]);
    const days = ["2026-11-15", "2026-11-16", "2026-11-22", "2026-11-23", "2026-11-24"];
    expect(days.map((day) => isLate(day, "2026-11-23"))).toEqual([false, true, true, false, false]);
  });
});

it("a badge is sixteen letters that cannot be mistaken, however they are written", () => {
  expect(badgeCode(" 7k4q 93md-abcd efgh\n")).toBe("7K4Q93MDABCDEFGH");
  for (const text of ["", "7K4Q93MDABCDEFG", "7K4Q93MDABCDEFGHJ", "7K4Q93MDABCDEFGI", "<script>alert(1)"])
    expect(badgeCode(text)).toBeNull();
});
