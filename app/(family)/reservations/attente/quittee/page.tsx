/** Said after leaving a queue or declining an offer. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Leaf, Padded } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { familyPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("booking.waiting"))("title") };
}

export default async function LeftPage() {
  await familyPage("booking.write", "/reservations/attente/quittee");
  const t = await getTranslations("booking.waiting");
  return (
    <Leaf notice={<Notice tone="ok" level={1} title={t("left")} />}>
      <Padded>
        <p className="mt-6">
          <LinkButton href="/reservations">{t("back")}</LinkButton>
        </p>
      </Padded>
    </Leaf>
  );
}
