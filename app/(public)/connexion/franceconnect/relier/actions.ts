"use server";
/** Links the identity this browser came back with to the account whose password is given. */
import { getTranslations } from "next-intl/server";
import { giveCookies, visitorOf } from "@/lib/account/next-auth";
import { homeOf } from "@/lib/account/rules";
import { linkAndEnter } from "@/lib/identity/commands";
import { franceConnect } from "@/lib/identity/franceconnect";
import { arrivalSchema, linkSchema } from "@/lib/identity/schema";
import { refused } from "@/lib/kernel/outcome";
import { publicAction } from "@/lib/server/action";
import { waitWords } from "../../../wait-words";
import { carried, dropJourney, keepForLeaving } from "../journey";

const words = () => getTranslations("outside.identity.link");

export const linkIdentity = publicAction({
  limit: "sign-in",
  input: linkSchema,
  run: async ({ now }, wish) => {
    const arrival = franceConnect() && (await carried(arrivalSchema, now));
    if (!arrival) return refused("over");
    const entered = await linkAndEnter(await visitorOf(), wish, arrival.sub);
    return entered.ok ? { ...entered, arrival } : entered;
  },
  refusals: {
    over: async () => (await words())("over"),
    mismatch: async () => (await words())("mismatch"),
    staff: async () => (await words())("staff"),
    taken: async () => (await words())("taken"),
    wait: waitWords,
  },
  then: async ({ arrival, ...opened }) => {
    await giveCookies(opened);
    await keepForLeaving(arrival.idToken);
    await dropJourney();
    return { redirect: arrival.suite ?? homeOf(opened.role) };
  },
});
