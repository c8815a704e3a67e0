/**
 * Prices as the town council voted them: four brackets of quotient familial, one price for families of other towns where
 * places are costly, one for a child who comes without booking. Last year's prices are kept beside this year's.
 */

import type { OfferedKind } from "./activities";

export type Grid = { cents: readonly [number, number, number, number]; unbooked?: number; outsider?: number };

export const prices: Record<"thisYear" | "lastYear", Record<OfferedKind, Grid>> = {
  thisYear: {
    "morning-care": { cents: [69, 99, 139, 169], unbooked: 50 },
    canteen: { cents: [100, 280, 390, 480], unbooked: 150, outsider: 560 },
    study: { cents: [110, 160, 200, 240], unbooked: 80 },
    "evening-care": { cents: [130, 190, 250, 300], unbooked: 100 },
    bus: { cents: [60, 80, 100, 120] },
    leisure: { cents: [450, 899, 1250, 1600], unbooked: 400, outsider: 2100 },
  },
  lastYear: {
    "morning-care": { cents: [67, 96, 135, 164], unbooked: 50 },
    canteen: { cents: [100, 272, 380, 468], unbooked: 150, outsider: 545 },
    study: { cents: [107, 156, 195, 234], unbooked: 80 },
    "evening-care": { cents: [126, 185, 243, 292], unbooked: 100 },
    bus: { cents: [58, 78, 98, 117] },
    leisure: { cents: [440, 875, 1220, 1560], unbooked: 400, outsider: 2050 },
  },
};
