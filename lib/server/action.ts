/**
 * The way into a write. An exported server action is built by `familyAction`, `officeAction`, `selfAction` or `publicAction`, and by nothing else:
 * live session, not suspended, charter, maintenance, rate limit, zod, one transaction, scope, own ids, clock read once, command, commit, answer.
 * A refusal is a value that the command has already traced; absent and forbidden are one not-found; anything else is thrown.
 */
import type { Route } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { z } from "zod";
import {
  admits,
  type FamilyScope,
  mintFamilyScope,
  mintOfficeScope,
  type OfficeScope,
  type Target,
} from "@/lib/access/gate";
import type { Passport } from "@/lib/access/passport";
import { allows, type Permission } from "@/lib/access/permissions";
import { readForm, typedValues } from "@/lib/kernel/form-data";
import type { FormAction, FormState } from "@/lib/kernel/form-state";
import type { Done, Facts, Outcome } from "@/lib/kernel/outcome";
import { requestNow } from "./clock";
import { type Context, contextOf } from "./context";
import { transaction } from "./db";
import { once } from "./idempotency";
import { slowDown } from "./rate-limit";
import { currentPassport, currentSwitches, netOf, waitingPassport } from "./session";

/** Thrown inside a command that finds an id not to exist or not to be the caller's: the transaction rolls back, the page is not-found. */
export class NotFound extends Error {}

export type ActionDefinition<Scope, Input, Value extends object, Reason extends string, Ready = undefined> = {
  permission: Permission;
  input: z.ZodType<Input>;
  /** Every foreign id of the input, by kind; leave out only when the input has none. */
  target?: (input: Input) => Target | readonly Target[];
  run: (context: Context, input: Input, scope: Scope, ready: Ready) => Promise<Outcome<Value, Reason>>;
  /** Slow work on one's own account, such as hashing, done before the transaction so that it holds no connection; it decides nothing. */
  prepare?: (passport: Passport, input: Input) => Promise<Ready>;
  /** The words of each refusal, in the reader's language. The type makes a forgotten reason a compile error. */
  refusals: Record<Reason, (facts: Facts) => Promise<string>>;
  /** What to show: a page to go to (fresh, with the change visible), or a message in place. */
  then: (
    value: Done<Value>,
    input: Input,
  ) => Promise<{ redirect: Route | string } | { message: string; reference?: string; data?: unknown }>;
  /** Allowed while suspended, in maintenance or before the charter: for leaving, accepting, appealing. */
  whileBlocked?: boolean;
  /** Allowed while a second factor is waited for: for giving it, and for leaving. */
  beforeSecondFactor?: boolean;
};

type Minter<Scope> = (context: Context, passport: Passport) => Promise<Scope | null>;

function build<Scope>(mint: Minter<Scope>) {
  return <Input, Value extends object, Reason extends string, Ready = undefined>(
    definition: ActionDefinition<Scope, Input, Value, Reason, Ready>,
  ): FormAction => {
    return async (_previous: FormState, data: FormData): Promise<FormState> => {
      const passport = await admitted(definition);
      if (!(await slowDown("action", passport.accountId))) return tooMany();
      const parsed = definition.input.safeParse(readForm(data));
      if (!parsed.success) return invalid(parsed.error, data);
      const outcome = await perform(definition, { mint, passport, input: parsed.data, key: keyOf(data) });
      if (outcome === null) notFound();
      return keepTyped(await answer(definition, outcome, parsed.data), data);
    };
  };
}

/** The person, if they may knock at this door now; otherwise the request ends on the page that says why, or on not-found. */
async function admitted({
  permission,
  whileBlocked,
  beforeSecondFactor,
}: {
  permission: Permission;
  whileBlocked?: boolean;
  beforeSecondFactor?: boolean;
}): Promise<Passport> {
  const passport = (await currentPassport()) ?? (beforeSecondFactor ? await waitingPassport() : null);
  if (!passport) redirect("/connexion" as Route);
  const blocked = whileBlocked ? null : await blockOf(passport);
  if (blocked) redirect(blocked as Route);
  if (!allows(passport.role, permission)) notFound();
  return passport;
}

/** A parent's action, within their households. */
export const familyAction = build<FamilyScope>(({ tx, today }, { accountId }) => mintFamilyScope(tx, accountId, today));

/** A staff member's action, within the sites assigned to them today. */
export const officeAction = build<OfficeScope>(async (context, { accountId, role }) =>
  role === "parent" ? null : mintOfficeScope(context.tx, { accountId, role }, context),
);

/** Anyone's action on their own account; the scope is the passport. */
export const selfAction = build<Passport>(async (_context, passport) => passport);

type Performance<Scope, Input> = { mint: Minter<Scope>; passport: Passport; input: Input; key: string | null };

async function perform<Scope, Input, Value extends object, Reason extends string, Ready>(
  definition: ActionDefinition<Scope, Input, Value, Reason, Ready>,
  { mint, passport, input, key }: Performance<Scope, Input>,
): Promise<Outcome<Value, Reason> | null> {
  const [now, net] = await Promise.all([requestNow(), netOf()]);
  const { accountId, role } = passport;
  const ready = (await definition.prepare?.(passport, input)) as Ready;
  const work = () =>
    transaction(async (tx) => {
      const context = contextOf(tx, now, { actor: { accountId, role }, channel: "portal", net });
      const scope = await mint(context, passport);
      if (!scope) throw new NotFound();
      for (const target of targetsOf(definition.target?.(input))) {
        if (!(await admits(tx, scope as FamilyScope | OfficeScope, target))) throw new NotFound();
      }
      return once(context, { key, action: definition.permission }, () => definition.run(context, input, scope, ready));
    });
  return work().catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
}

function targetsOf(target: Target | readonly Target[] | undefined): readonly Target[] {
  if (!target) return [];
  return Array.isArray(target) ? target : [target as Target];
}

async function answer<Input, Value extends object, Reason extends string>(
  definition: Pick<ActionDefinition<never, Input, Value, Reason>, "refusals" | "then">,
  outcome: Outcome<Value, Reason>,
  input: Input,
): Promise<FormState> {
  if (!outcome.ok)
    return { status: "refused", message: await definition.refusals[outcome.reason](outcome.facts ?? {}) };
  const next = await definition.then(outcome, input);
  if ("redirect" in next) redirect(next.redirect as Route);
  return { status: "done", ...next };
}

/** A refused form comes back with what was typed: nobody writes twice. */
function keepTyped(state: FormState, data: FormData): FormState {
  return state.status === "refused" ? { ...state, values: typedValues(data) } : state;
}

/** The page that explains why nothing can be done just now, or null. */
async function blockOf(passport: Passport): Promise<string | null> {
  if (passport.suspension) return "/compte-suspendu";
  const { maintenance, charterVersion } = await currentSwitches();
  if (maintenance.on && !["admin", "responsable"].includes(passport.role)) return "/maintenance";
  const behind = passport.role === "parent" && (passport.charterVersion ?? 0) < charterVersion;
  return behind ? "/charte" : null;
}

export type PublicDefinition<Input, Value extends object, Reason extends string> = Omit<
  ActionDefinition<null, Input, Value, Reason>,
  "permission" | "target" | "run" | "prepare" | "whileBlocked" | "beforeSecondFactor"
> & {
  /** Names the counter that slows a network down. */
  limit: "sign-in" | "reset" | "activation" | "account-request" | "estimate" | "preference";
  /** Opens its own transactions, since some answers need slow hashing outside of one. */
  run: (
    visitor: { now: Date; net: Awaited<ReturnType<typeof netOf>> },
    input: Input,
  ) => Promise<Outcome<Value, Reason>>;
};

/** Staff sign in to end the maintenance; a choice of language harms nothing. */
const OPEN_IN_MAINTENANCE = ["sign-in", "preference"];

/** A visitor's action: signing in, asking for a reset or an account, activating, choosing a language. */
export function publicAction<Input, Value extends object, Reason extends string>(
  definition: PublicDefinition<Input, Value, Reason>,
): FormAction {
  return async (_previous: FormState, data: FormData): Promise<FormState> => {
    const [now, net, { maintenance }] = await Promise.all([requestNow(), netOf(), currentSwitches()]);
    if (maintenance.on && !OPEN_IN_MAINTENANCE.includes(definition.limit)) redirect("/maintenance" as Route);
    if (!(await slowDown(definition.limit, net.ip ?? "unknown"))) return tooMany();
    const parsed = definition.input.safeParse(readForm(data));
    if (!parsed.success) return invalid(parsed.error, data);
    const outcome = await definition.run({ now, net }, parsed.data);
    return keepTyped(await answer(definition, outcome, parsed.data), data);
  };
}

/** Hidden field `_key`: made when the form was drawn, so that sending it twice acts once. */
function keyOf(data: FormData): string | null {
  const key = data.get("_key");
  return typeof key === "string" && /^[A-Za-z0-9_-]{16,64}$/.test(key) ? key : null;
}

/** zod's issues by field; a message that is a key of `ui.errors` is worded in the reader's language. */
async function invalid(error: z.ZodError, data: FormData): Promise<FormState> {
  const t = await getTranslations("ui.errors");
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const name = issue.path.join(".") || "form";
    const key = issue.message as Parameters<typeof t>[0];
    fields[name] = [...(fields[name] ?? []), t.has(key) ? t(key) : t("generic")];
  }
  return { status: "invalid", fields, values: typedValues(data) };
}

async function tooMany(): Promise<FormState> {
  const t = await getTranslations("ui.errors");
  return { status: "refused", message: t("tooMany") };
}
