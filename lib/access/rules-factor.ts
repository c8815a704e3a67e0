/**
 * The second factor of staff (ANSSI, R42 of the authentication guide: rights over many people's data ask for two factors).
 * A session whose password was right opens nothing until the telephone has answered. Pure.
 */
import type { Role } from "./permissions";

/** `enrol`: no telephone is known yet and one is required. `enter`: the known one must give a code. */
export type FactorStep = "enrol" | "enter";

export function factorStep(
  role: Role,
  { enrolled, passed }: { enrolled: boolean; passed: boolean },
  mode: "required" | "offered",
): FactorStep | null {
  if (role === "parent" || passed) return null;
  if (enrolled) return "enter";
  return mode === "required" ? "enrol" : null;
}
