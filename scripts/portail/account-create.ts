/** `portail account create`: the first accounts of a real installation. The code it prints opens the account at /activation, once, for 60 days. */
import { parseArgs } from "node:util";
import { staffRoles } from "@/lib/access/permissions";
import { issueActivationLetter } from "@/lib/account/commands-credentials";
import { createAccount } from "@/lib/account/commands-staff";
import { type Letter, printCode } from "@/lib/account/rules";
import { type NewStaff, newStaffSchema } from "@/lib/account/schema";
import { now } from "@/lib/server/clock";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { type ExitCode, type Io, Mistake } from "./io";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const wish = wishOf(args);
  try {
    const { letter, isNew } = await open(wish);
    const address = `${env().PUBLIC_URL}/activation`;
    io.emit({ email: letter.email, role: wish.role, created: isNew, code: printCode(letter.code), address });
    io.say(
      isNew ? `Account made: ${letter.email}, ${wish.role}.` : `${letter.email} was not open yet: here is a new code.`,
    );
    io.say(`Open ${address} with the code ${printCode(letter.code)}, until ${letter.expiresOn}.`);
    return 0;
  } finally {
    await db().$disconnect();
  }
}

function wishOf(args: readonly string[]): NewStaff {
  const { values } = parseArgs({
    args: [...args],
    options: {
      email: { type: "string" },
      role: { type: "string" },
      "first-name": { type: "string" },
      "last-name": { type: "string" },
    },
  });
  const [local = ""] = (values.email ?? "").split("@");
  const parsed = newStaffSchema.safeParse({
    email: values.email,
    role: values.role,
    firstName: values["first-name"] ?? local,
    lastName: values["last-name"] ?? values.role,
  });
  if (parsed.success) return parsed.data;
  const field = String(parsed.error.issues[0]?.path[0] ?? "email");
  if (field === "role") throw new Mistake(`--role is one of ${staffRoles.join(", ")}. Families ask for theirs.`, 2);
  throw new Mistake("Give an address and a role: --email mairie@example.org --role responsable", 2);
}

/** Makes the account, or gives a new code to one that nobody has opened yet. */
function open(wish: NewStaff): Promise<{ letter: Letter; isNew: boolean }> {
  return transaction(async (tx) => {
    const context = systemContext(tx, now());
    const created = await createAccount(context, wish);
    const accountId = created.ok ? created.accountId : await unopened(tx, wish);
    const letter = await issueActivationLetter(context, accountId);
    if (!letter.ok) throw new Mistake(`${wish.email} already has an open account.`);
    return { letter, isNew: created.ok };
  });
}

async function unopened(tx: Parameters<Parameters<typeof transaction>[0]>[0], wish: NewStaff): Promise<string> {
  const account = await tx.account.findUniqueOrThrow({ where: { email: wish.email } });
  if (account.activatedAt || account.closedAt || account.role !== wish.role)
    throw new Mistake(`${wish.email} already has an account (${account.role}).`);
  return account.id;
}
