/** How long a family's month takes to decide: two children, four activities, thirty-one days, each cell with its verdict and reason. */
import { type Asked, decide } from "@/lib/deadline/rules";
import { daysOfMonth } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";

const CHILDREN = [
  { grade: "CM1", age: 9, rank: 1, regularity: "occasional" },
  { grade: "PS", age: 3, rank: 2, regularity: "regular" },
];
const ACTIVITIES = 4;

/** Milliseconds of one grid once the file is compiled: the middle of so many. */
export function measureGrid(file: CommuneFile, month: string, times = 50): number {
  const grid = gridOf(file, month);
  const samples: number[] = [];
  for (let done = 0; done <= times; done += 1) {
    const began = performance.now();
    for (const asked of grid) decide(file, asked);
    if (done > 0) samples.push(performance.now() - began);
  }
  return samples.sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0;
}

function gridOf(file: CommuneFile, month: string): Asked[] {
  const activities = Array.from({ length: ACTIVITIES }, (_, place) => file.activities[place % file.activities.length]);
  const now = `${month}-05T09:30`;
  return CHILDREN.flatMap((facts) =>
    activities.flatMap((activity) =>
      daysOfMonth(month).map((day) => ({
        action: "book" as const,
        activity: activity?.id ?? "",
        day,
        now,
        facts,
        capacity: { taken: 12 },
      })),
    ),
  );
}
