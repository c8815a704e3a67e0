/** The official calendar that the office brings in. Pure. */
import { z } from "zod";

const MOST_BYTES = 1_000_000;

export const importHolidaysSchema = z.object({
  file: z
    .instanceof(File, { message: "required" })
    .refine(({ size }) => size > 0, "required")
    .refine(({ size }) => size <= MOST_BYTES, "fileTooLarge"),
});
