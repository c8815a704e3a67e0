/** Which lines, days or amounts a credit note takes back: a plain form that changes the address, so that the effect is seen before anything is issued. */
import { getLocale, getTranslations } from "next-intl/server";
import { Checkbox, CheckboxGroup, RadioGroup } from "@/components/forms/choices";
import { TextInput } from "@/components/forms/text-input";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import type { Creditable } from "@/lib/credit/queries";
import { leftOf } from "@/lib/credit/rules";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDayShort } from "@/lib/i18n/dates";
import { sum } from "@/lib/kernel/money";
import type { Asked, AskedLine } from "./asked";

type CreditLine = Creditable["lines"][number];

export async function PickForm({ path, lines, asked }: { path: string; lines: readonly CreditLine[]; asked: Asked }) {
  const [t, locale] = await Promise.all([getTranslations("credit.note"), getLocale()]);
  const left = sum(lines.map(leftOf));
  return (
    <form method="get" action={`${path}#effet`} aria-label={t("pick")}>
      <input type="hidden" name="effet" value="oui" />
      {asked.requestId ? <input type="hidden" name="demande" value={asked.requestId} /> : null}
      <Checkbox
        name="facture"
        value="oui"
        label={t("everything", { amount: wordAmount(locale, left) })}
        defaultChecked={asked.everything}
      />
      {lines.map((line, place) => (
        <LinePick key={line.id} line={line} place={place} said={asked.lines[place]} again={asked.again} />
      ))}
      <div className="mt-6">
        <RadioGroup
          name="refaire"
          legend={t("again")}
          defaultValue={asked.again ? "oui" : "non"}
          choices={[
            { value: "non", label: t("againNo") },
            { value: "oui", label: t("againYes"), detail: t("againYesDetail") },
          ]}
        />
      </div>
      <Button type="submit" kind="line" icon="eye">
        {t("show")}
      </Button>
    </form>
  );
}

type LinePickProps = { line: CreditLine; place: number; said: AskedLine | undefined; again: boolean };

async function LinePick({ line, place, said, again }: LinePickProps) {
  const [t, locale] = await Promise.all([getTranslations("credit.note"), getLocale()]);
  const { row } = line;
  const left = leftOf(line);
  const label = [row.childName ?? t("family"), locale === "fr" ? row.labelFr : row.labelEn].join(", ");
  const amount = wordAmount(locale, row.amountCents);
  const isPicked = said !== undefined && (said.whole || said.days.length > 0 || said.amount !== "");
  return (
    <Disclosure summary={t("line", { label, amount })} open={isPicked}>
      <fieldset className="mt-3 mb-6">
        <legend className="sr">{label}</legend>
        {left === 0 ? <p>{t("goneLine")}</p> : null}
        {left !== 0 && left !== row.amountCents ? (
          <p className="soft">{t("leftOfLine", { amount: wordAmount(locale, left) })}</p>
        ) : null}
        {left !== 0 ? (
          <Checkbox
            name="tout"
            id={`tout-${place}`}
            value={String(place)}
            label={t("whole", { amount: wordAmount(locale, left) })}
            defaultChecked={said?.whole}
          />
        ) : null}
        {left > 0 ? <Parts line={line} place={place} said={said} /> : null}
        {left !== 0 ? <Again line={line} place={place} said={said} open={again && isPicked} /> : null}
      </fieldset>
    </Disclosure>
  );
}

async function Again({ line, place, said, open }: Omit<LinePickProps, "again"> & { open: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("credit.note"), getLocale()]);
  return (
    <Disclosure summary={t("againLine")} open={open}>
      <div className="field-row mt-3">
        <TextInput
          name={`n${place}`}
          label={t("quantity")}
          inputMode="numeric"
          short
          defaultValue={said?.quantity || undefined}
          placeholder={String(line.quantity)}
        />
        <TextInput
          name={`p${place}`}
          label={t("price")}
          inputMode="decimal"
          short
          defaultValue={said?.price || undefined}
          placeholder={wordAmount(locale, line.unitCents)}
        />
      </div>
    </Disclosure>
  );
}

async function Parts({ line, place, said }: Omit<LinePickProps, "again">) {
  const [t, locale] = await Promise.all([getTranslations("credit.note"), getLocale()]);
  const value = (chargeId: string) => `${place}.${line.days.findIndex((day) => day.chargeId === chargeId)}`;
  return (
    <>
      {line.days.length > 0 ? (
        <CheckboxGroup
          name="jour"
          id={`jour-${place}`}
          legend={t("days")}
          defaultValues={said?.days.map(value)}
          choices={line.days.map((day) => ({
            value: value(day.chargeId),
            label: `${wordDayShort(locale, day.day)}, ${wordAmount(locale, day.amountCents)}`,
            ...(leftOf(day) === 0 && { disabled: true, detail: t("dayGone") }),
          }))}
        />
      ) : null}
      <TextInput
        name={`m${place}`}
        label={t("amount")}
        hint={t("amountHint")}
        inputMode="decimal"
        short
        defaultValue={said?.amount || undefined}
      />
    </>
  );
}
