/** A small commune of four days of school in zone A, for tests of rules: what a test is about is given, the rest is plain. */
import { type CommuneFile, type CommuneFileInput, communeFileSchema, FORMAT } from "../schema";

type Pieces = Omit<Partial<CommuneFileInput>, "calendar"> & { calendar?: Partial<CommuneFileInput["calendar"]> };

export function smallTown({ calendar, ...pieces }: Pieces = {}): CommuneFile {
  return communeFileSchema.parse({
    format: FORMAT,
    commune: { id: "petiteville", name: "Petiteville" },
    calendar: { zone: "A", schoolYears: ["2026-2027"], ...calendar },
    activities: [
      {
        id: "cantine",
        name: "Cantine",
        kind: "canteen",
        open: { weekdays: ["mon", "tue", "thu", "fri"] },
        hours: { from: "11:30", to: "13:30" },
      },
      {
        id: "centre",
        name: "Centre",
        kind: "leisure",
        open: { during: "holidays" },
        hours: { from: "08:00", to: "18:00" },
      },
      { id: "atelier", name: "Atelier", kind: "workshop" },
    ],
    ...pieces,
  });
}
