/** The ids of what is planted into one of two portals, known to both (plant.ts, office/non-interference.spec.ts). */
const id = (last: number) => `0190aaaa-0000-7000-8000-00000000000${last}`;

export const PLANTED = {
  household: id(1),
  child: id(2),
  change: id(3),
  request: id(4),
  accountRequest: id(5),
} as const;
