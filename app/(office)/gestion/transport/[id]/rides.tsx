/** The stop of each child of the line, by direction and weekday. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { CheckboxGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { Disclosure } from "@/components/ui/disclosure";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { wordTime } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { type Direction, directions, type Ride, type Stop } from "@/lib/transport/rules";
import { saveRide } from "../actions";

type Person = { id: string; firstName: string; lastName: string };
type BusLine = { id: string; weekdays: unknown };
type RidesProps = { line: BusLine; rides: readonly Ride[]; stops: readonly Stop[]; people: readonly Person[] };

export async function Rides({ people, ...rest }: RidesProps) {
  const t = await getTranslations("transport");
  if (people.length === 0) {
    return (
      <EmptyState icon="people" title={t("nobodyTitle")}>
        {t("nobody")}
      </EmptyState>
    );
  }
  return (
    <Lines>
      {people.map((person) => (
        <Line key={person.id} icon="user" title={`${person.firstName} ${person.lastName}`}>
          {directions.map((direction) => (
            <RideForm key={direction} person={person} direction={direction} {...rest} />
          ))}
        </Line>
      ))}
    </Lines>
  );
}

type RideProps = Omit<RidesProps, "people"> & { person: Person; direction: Direction };

async function RideForm({ line, rides, stops, person, direction }: RideProps) {
  const [locale, t, form] = await Promise.all([getLocale(), getTranslations("transport"), getTranslations("ui.form")]);
  const offered = stops.filter((stop) => stop.direction === direction);
  const ride = rides.find((one) => one.childId === person.id && one.direction === direction);
  const stop = offered.find((one) => one.id === ride?.stopId);
  if (offered.length === 0) return null;
  const open = Array.isArray(line.weekdays) ? line.weekdays.map(String) : [];
  return (
    <Disclosure
      summary={
        <>
          {t(`directions.${direction}`)} {stop ? stop.name : <Tag tone="due">{t("noStopYet")}</Tag>}
          <span className="sr">{person.firstName}</span>
        </>
      }
    >
      <ActionForm
        action={saveRide}
        texts={formTexts(form)}
        prefix={`${direction}-${person.id}`}
        hidden={{ activityId: line.id, childId: person.id, direction, _key: newSecret() }}
      >
        <Select
          name="stopId"
          label={t("stop")}
          defaultValue={stop?.id ?? ""}
          options={[
            { value: "", label: t("none") },
            ...offered.map((one) => ({ value: one.id, label: `${wordTime(locale, one.time)}, ${one.name}` })),
          ]}
        />
        <CheckboxGroup
          name="weekdays[]"
          legend={t("days")}
          choices={open.map((day) => ({ value: day, label: t(`weekdays.${day as "1"}`) }))}
          defaultValues={ride ? ride.weekdays.map(String) : open}
        />
        <SubmitButton kind="line">{t("save")}</SubmitButton>
      </ActionForm>
    </Disclosure>
  );
}
