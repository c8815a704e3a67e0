/** The activation letter of a member of staff, to print. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LetterForm } from "@/components/account/letter-form";
import { Desk } from "@/components/layout/leaf";
import { staffAccount } from "@/lib/account/queries";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { prepareLetter } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agents.one"))("letter") };
}

type Props = { params: Promise<{ id: string }> };

export default async function StaffLetterPage({ params }: Props) {
  const { id } = await params;
  const { tx, now, today } = await officePage("account.manage", `/gestion/agents/${id}/courrier`);
  const account = isId(id) ? await staffAccount(tx, id, { now, today }) : null;
  if (!account || account.closedAt) notFound();
  const [t, letter, ui] = await Promise.all([
    getTranslations("agents.one"),
    getTranslations("agents.letter"),
    getTranslations("ui.form"),
  ]);
  const name = `${account.firstName} ${account.lastName}`;
  return (
    <Desk title={t("letter")} lead={t("letterWhy")} back={{ href: `/gestion/agents/${id}`, label: name }}>
      <div className="mt-6">
        <LetterForm
          action={prepareLetter}
          hidden={{ accountId: id }}
          texts={{
            prepare: t("prepareLetter"),
            print: letter("print"),
            once: letter("once"),
            form: formTexts(ui),
          }}
        />
      </div>
    </Desk>
  );
}
