/** Badges to cut out: a first name for the child, a code for the reader, and nothing else. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PrintButton } from "@/components/layout/print-button";
import { PrintSheet } from "@/components/layout/print-sheet";
import { BackLink } from "@/components/ui/button";
import { qrPath } from "@/lib/badge/qr";
import { badgeSites, badgesOfClass } from "@/lib/badge/queries";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { officePage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("gate.badges"))("printTitle") };
}

type Props = { searchParams: Promise<{ ecole?: string; classe?: string }> };

export default async function PrintBadgesPage({ searchParams }: Props) {
  const { ecole = "", classe = "" } = await searchParams;
  const { tx, scope } = await officePage("badge.manage", "/gestion/pointage/badges");
  const site = (await badgeSites(tx, scope)).find(({ id, grades }) => id === ecole && grades.includes(classe));
  if (!site) notFound();
  const [t, commune, rows] = await Promise.all([
    getTranslations("gate.badges"),
    communeIdentity(),
    badgesOfClass(tx, scope, { siteId: site.id, grade: classe }),
  ]);
  const back = `/gestion/pointage/badges?ecole=${site.id}&classe=${encodeURIComponent(classe)}`;
  return (
    <PrintSheet
      title={t("printTitle")}
      head={`${commune.name}, ${site.name}, ${classe}`}
      tools={
        <>
          <BackLink href={back}>{t("backToClass")}</BackLink>
          <PrintButton>{t("print")}</PrintButton>
        </>
      }
    >
      <ul className="grid grid-cols-2 gap-4 md:grid-cols-3">
        {rows.map(({ childId, firstName, code }) =>
          code ? (
            <li key={childId} className="label p-4 text-center">
              <QrCode code={code} label={t("qr", { name: firstName })} />
              <strong className="block">{firstName}</strong>
              <span className="small num">{code.replace(/(.{4})(?=.)/g, "$1 ")}</span>
            </li>
          ) : null,
        )}
      </ul>
    </PrintSheet>
  );
}

/** Black on white, also in the dark theme: readers need it. */
function QrCode({ code, label }: { code: string; label: string }) {
  const { side, path } = qrPath(code);
  return (
    <svg viewBox={`0 0 ${side} ${side}`} width="120" height="120" role="img" aria-label={label} className="mx-auto">
      <rect width={side} height={side} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
