/**
 * Marking at the gate. The page itself names nobody: it is kept on the device by public/pointage-worker.js and opens without network, while the
 * lists come apart (listes/route.ts) and are kept encrypted. Hence its own frame, without the person's name.
 */
import type { Metadata } from "next";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { GateWorker } from "@/components/attendance/device/worker";
import { GateApp } from "@/components/attendance/gate/gate-app";
import { Brand, SkipLink } from "@/components/layout/brand";
import { Desk } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { officePage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("gate");
  return { title: t("title"), manifest: "/pointage.webmanifest" };
}

export default async function GatePage() {
  await officePage("attendance.record", "/gestion/pointage/porte");
  const [locale, t, { gate }, commune] = await Promise.all([
    getLocale(),
    getTranslations("gate"),
    getMessages(),
    communeIdentity(),
  ]);
  return (
    <div className="office">
      <SkipLink />
      <header className="top">
        <Brand commune={commune} subtitle={t("appName")} href="/gestion" />
      </header>
      <Desk title={t("title")} lead={t("lead")} back={{ href: "/gestion/pointage", label: t("back") }}>
        <noscript>
          <Notice tone="warn" inset title={t("noScript")} />
        </noscript>
        <GateApp texts={gate.app} locale={locale} />
      </Desk>
      <GateWorker />
    </div>
  );
}
