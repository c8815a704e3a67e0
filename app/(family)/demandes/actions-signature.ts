"use server";
/** Signing a proposal with the code that came by mail, or refusing it. */
import { getTranslations } from "next-intl/server";
import { type SignRefusal, askCode as sendCode, sign as signIt, decline as turnDown } from "@/lib/agreement/commands";
import { askCodeSchema, declineSchema, signSchema } from "@/lib/agreement/schema";
import { familyAction } from "@/lib/server/action";

const words = () => getTranslations("letter.sign");
const because = (reason: SignRefusal | "too-many-codes") => async () => (await words())(`refusals.${reason}`);
const back = async (_: unknown, { requestId }: { requestId: string }) => ({ redirect: `/demandes/${requestId}` });

export const askCode = familyAction({
  permission: "request.file",
  input: askCodeSchema,
  run: sendCode,
  refusals: { "not-open": because("not-open"), "too-many-codes": because("too-many-codes") },
  then: async () => ({ message: (await words())("codeSent") }),
});

export const sign = familyAction({
  permission: "request.file",
  input: signSchema,
  run: signIt,
  refusals: {
    "not-open": because("not-open"),
    changed: because("changed"),
    "no-code": because("no-code"),
    expired: because("expired"),
    "wrong-code": because("wrong-code"),
    "too-many-tries": because("too-many-tries"),
  },
  then: back,
});

export const decline = familyAction({
  permission: "request.file",
  input: declineSchema,
  run: turnDown,
  refusals: { "not-open": because("not-open") },
  then: back,
});
