/** What a request is about: the change that was asked for, the contested line, or the child, days and service that were named. */
import { getLocale, getTranslations } from "next-intl/server";
import { ContestedLine } from "@/components/contest/contest-parts";
import { Section } from "@/components/layout/leaf";
import { AboutList, isAboutSomething } from "@/components/request/about-list";
import { Comparison } from "@/components/request/comparison";
import { LinkButton } from "@/components/ui/button";
import { Line } from "@/components/ui/line";
import type { FamilyScope } from "@/lib/access/gate";
import type { OwnRequest } from "@/lib/casework/queries";
import { aboutSchema } from "@/lib/contest/schema";
import { ownRequest } from "@/lib/request/queries";
import type { Visit } from "@/lib/server/page";
import { wordsOf } from "../../form-words";

type Props = { request: OwnRequest; visit: Visit<FamilyScope> };

export async function AboutSection({ request, visit }: Props) {
  const [t, words, joined, channels, locale] = await Promise.all([
    getTranslations("casework.page"),
    wordsOf("casework"),
    wordsOf("attachment"),
    getTranslations("casework.channels"),
    getLocale(),
  ]);
  const { about, channel } = request;
  const isBrought = isOtherChannel(channel);
  const special = await specialOf({ request, visit });
  if (!special && !isBrought && !isAboutSomething(about)) return null;
  return (
    <Section title={t("about")}>
      <Line as="div" icon="list">
        {isBrought ? <p className="small soft">{t("byPhone", { channel: channels(channel) })}</p> : null}
        {special ?? <AboutList about={about} words={words.about} reasons={joined.reason} locale={locale} />}
      </Line>
    </Section>
  );
}

const isOtherChannel = (channel: string): channel is "paper" | "phone" | "counter" | "mail" =>
  ["paper", "phone", "counter", "mail"].includes(channel);

async function specialOf({ request, visit }: Props) {
  if (request.kind === "change") {
    const change = await ownRequest(visit.tx, visit.scope, request.id);
    return change ? <Comparison {...change} /> : null;
  }
  if (request.kind !== "invoice-line") return null;
  const line = aboutSchema.safeParse(request.rawAbout).data;
  if (!line) return null;
  const [words, t, locale] = await Promise.all([wordsOf("contest"), getTranslations("contest.page"), getLocale()]);
  return (
    <>
      <ContestedLine about={line} words={words.line} locale={locale} />
      <p className="mt-3">
        <LinkButton kind="quiet" href={`/factures/${line.invoiceId}`}>
          {t("invoice")}
        </LinkButton>
      </p>
    </>
  );
}
