/** The people who work for the commune, each with a role of contract.md §2. All share the demonstration password. */
import type { Role } from "@/lib/access/permissions";
import type { SiteCode } from "../commune/activities";

export type StaffMember = {
  email: string;
  role: Role;
  firstName: string;
  lastName: string;
  sites: readonly SiteCode[];
  isAccredited: boolean;
};

const staffMember = (email: string, role: Role, name: string, more: Partial<StaffMember> = {}): StaffMember => {
  const [firstName = "", lastName = ""] = name.split(" ");
  return { email: `${email}@example.org`, role, firstName, lastName, sites: [], isAccredited: false, ...more };
};

export const staff: readonly StaffMember[] = [
  staffMember("responsable", "responsable", "Claire Vasseur"),
  staffMember("agent.oliviers", "agent", "Inès Carletti", { sites: ["OLI"], isAccredited: true }),
  staffMember("agent.fontaine", "agent", "Paul Imbert", { sites: ["FON"], isAccredited: true }),
  staffMember("animateur", "animateur", "Mehdi Saïdi", { sites: ["OLI"], isAccredited: true }),
  staffMember("animateur.cigales", "animateur", "Maëlys Roche", { sites: ["CIG"], isAccredited: true }),
  staffMember("regie", "regie", "Odile Marchal"),
  staffMember("pilotage", "pilotage", "Bertrand Lacaze"),
  // Registered and even assigned, but the head has not accredited this agent yet: sees nothing.
  staffMember("lecture", "agent", "Yann Tessier", { sites: ["OLI"] }),
  staffMember("admin", "admin", "Solène Guérin"),
];
