/** The form that signs a mandate for a régie, or changes its account. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignForm } from "@/components/debit/sign-form";
import { Leaf, Padded } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import { debitRegies, nextRum, ownMandates, ownPayer } from "@/lib/debit/queries";
import { maskedIban } from "@/lib/debit/rules";
import { newSecret } from "@/lib/kernel/ids";
import { familyPage } from "@/lib/server/page";
import { sign } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("debit.sign"))("title") };
}

type Props = { searchParams: Promise<{ regie?: string | string[] }> };

export default async function SignPage({ searchParams }: Props) {
  const { regie: wanted } = await searchParams;
  const path = `/factures/prelevement/signer?regie=${encodeURIComponent(String(wanted ?? ""))}`;
  const { tx, scope } = await familyPage("mandate.sign", path);
  const [t, payer, regies, mandates] = await Promise.all([
    getTranslations("debit.sign"),
    ownPayer(tx, scope),
    debitRegies(tx),
    ownMandates(tx, scope),
  ]);
  const regie = regies.find(({ id }) => id === wanted);
  if (!payer || !regie) notFound();
  const rum = await nextRum(tx, { payerId: payer.id, regie });
  const current = mandates.find(
    ({ regieId, standing }) => regieId === regie.id && standing !== "revoked" && standing !== "expired",
  );
  const { creditorName, creditorId, ultimateCreditor } = regie.settings.debit;
  return (
    <Leaf title={t("title")} lead={regie.name} back={{ href: "/factures/prelevement", label: t("back") }}>
      <Padded>
        {current ? (
          <div className="mb-3">
            <Notice inset>{t("replaces", { account: maskedIban(current.ibanEnd) })}</Notice>
          </div>
        ) : null}
        <SignForm
          action={sign}
          hidden={{ regieId: regie.id, replaces: current?.id ?? "", _key: newSecret() }}
          holder={payer.name}
          rum={rum}
          creditor={{ name: creditorName, id: creditorId, ultimate: ultimateCreditor }}
        />
      </Padded>
    </Leaf>
  );
}
