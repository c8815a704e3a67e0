/** Adding a telephone in three steps on one page: the QR code, the recovery codes, the first code. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { printCode } from "@/lib/account/rules";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { qrOf } from "@/lib/factor/qr";
import { inFours } from "@/lib/factor/rules";
import { totpAddress } from "@/lib/factor/totp";
import { formTexts } from "@/lib/i18n/form-texts";
import { confirm } from "./actions";

type Props = { email: string; prepared: { secret: string; codes: readonly string[] } };

export async function NewTelephone({ email, prepared }: Props) {
  const [t, ui, { name }] = await Promise.all([
    getTranslations("factor"),
    getTranslations("ui.form"),
    communeIdentity(),
  ]);
  const { size, path } = qrOf(totpAddress({ secret: prepared.secret, commune: name, email }));
  return (
    <>
      <Section title={t("step1")}>
        <p className="my-3">{t("scan")}</p>
        <svg
          className="my-4 rounded bg-white p-2"
          width="200"
          height="200"
          viewBox={`0 0 ${size} ${size}`}
          role="img"
          aria-label={t("qr")}
          shapeRendering="crispEdges"
        >
          <path d={path} fill="#000" />
        </svg>
        <p>{t("typed")}</p>
        <p className="num my-2 break-words">
          <code>{inFours(prepared.secret)}</code>
        </p>
      </Section>
      <Section title={t("step2")}>
        <p className="my-3">{t("codesWhy")}</p>
        <ul className="num my-4 grid grid-cols-2 gap-x-6 gap-y-1">
          {prepared.codes.map((code) => (
            <li key={code}>
              <code>{printCode(code)}</code>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t("step3")}>
        <ActionForm
          action={confirm}
          texts={{ ...formTexts(ui), refused: t("refused") }}
          labels={{ code: t("firstCode"), noted: t("noted") }}
          prefix="confirm"
        >
          <Checkbox name="noted" label={t("noted")} />
          <TextInput
            name="code"
            label={t("firstCode")}
            hint={t("firstCodeHint")}
            inputMode="numeric"
            autoComplete="one-time-code"
            short
          />
          <SubmitButton>{t("confirm")}</SubmitButton>
        </ActionForm>
      </Section>
    </>
  );
}
