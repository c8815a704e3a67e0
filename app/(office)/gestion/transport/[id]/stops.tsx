/** Stops of one direction, in the order of their hours. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { Disclosure } from "@/components/ui/disclosure";
import { HourMark, Line, Lines } from "@/components/ui/line";
import { wordTime } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import type { Direction, Stop } from "@/lib/transport/rules";
import { dropStop, newStop } from "../actions";

type StopsProps = { activityId: string; direction: Direction; stops: readonly Stop[] };

export async function Stops({ activityId, direction, stops }: StopsProps) {
  const [locale, t, form] = await Promise.all([getLocale(), getTranslations("transport"), getTranslations("ui.form")]);
  return (
    <>
      {stops.length === 0 ? <p className="soft">{t("noStop")}</p> : null}
      <Lines>
        {stops.map(({ id, name, time }) => (
          <Line
            key={id}
            margin={<HourMark dateTime={time}>{wordTime(locale, time)}</HourMark>}
            title={name}
            actions={
              <ActionForm
                action={dropStop}
                texts={formTexts(form)}
                prefix={id}
                label={t("removeLabel", { name })}
                hidden={{ activityId, stopId: id, _key: newSecret() }}
              >
                <SubmitButton kind="quiet">
                  {t("remove")} <span className="sr">{name}</span>
                </SubmitButton>
              </ActionForm>
            }
          />
        ))}
      </Lines>
      <Disclosure summary={t(`add.${direction}`)} open={stops.length === 0}>
        <ActionForm
          action={newStop}
          texts={formTexts(form)}
          prefix={`new-${direction}`}
          hidden={{ activityId, direction, _key: newSecret() }}
        >
          <div className="field-row">
            <TextInput name="name" label={t("name")} />
            <TextInput name="time" type="time" short label={t("time")} />
          </div>
          <SubmitButton kind="line" icon="plus">
            {t("addButton")}
          </SubmitButton>
        </ActionForm>
      </Disclosure>
    </>
  );
}
