/** Authority over the child, and whom a decision bars: from then on that parent sees nothing of the child. */
import { getTranslations } from "next-intl/server";
import { Checkbox, RadioGroup } from "@/components/forms/choices";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { DateField } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import type { ChildFile } from "@/lib/household/queries-office";
import { Editing } from "../../foyers/editing";
import { recordDeparture, setGuardianship } from "../actions";

type Props = { file: ChildFile; today: string };
type Right = { guardian: { id: string; firstName: string; lastName: string }; authority: string; isBarred: boolean };

/** The recorded rights, and members of the child's households for whom nothing is recorded yet. */
function rightsOf(file: ChildFile): Right[] {
  const known = new Set(file.guardianships.map((right) => right.guardianId));
  const others = file.households
    .flatMap((home) => home.household.members.map((member) => member.guardian))
    .filter((guardian) => !known.has(guardian.id));
  return [...file.guardianships, ...others.map((guardian) => ({ guardian, authority: "none", isBarred: false }))];
}

export async function RightsSection({ file, today }: Props) {
  const t = await getTranslations("household.office.child");
  return (
    <Section title={t("rights")}>
      <Lines>
        {rightsOf(file).map((right) => (
          <RightLine key={right.guardian.id} childId={file.id} right={right} />
        ))}
      </Lines>
      {file.leftOn ? null : (
        <Editing
          title={t("leave")}
          prefix="leave"
          action={recordDeparture}
          hidden={{ childId: file.id }}
          labels={{ leftOn: t("leaveDay") }}
        >
          <DateField name="leftOn" label={t("leaveDay")} defaultValue={today} />
          <ConfirmButton label={t("leave")} question={t("leaveQuestion")} confirm={t("leaveConfirm")} />
        </Editing>
      )}
    </Section>
  );
}

async function RightLine({ childId, right }: { childId: string; right: Right }) {
  const [t, of] = await Promise.all([
    getTranslations("household.office.child"),
    getTranslations("household.office.file"),
  ]);
  const { guardian, authority, isBarred } = right;
  const words = { joint: t("joint"), sole: t("sole"), none: t("noAuthority") };
  const known = authority === "joint" || authority === "sole" ? authority : "none";
  return (
    <Line icon={isBarred ? "closed" : "user"} title={`${guardian.firstName} ${guardian.lastName}`}>
      <p>{words[known]}</p>
      {isBarred ? (
        <p>
          <Tag tone="bad">{t("barredTag")}</Tag>
        </p>
      ) : null}
      <Editing
        title={t("rightsEdit", { name: guardian.firstName })}
        prefix={`right-${guardian.id}`}
        action={setGuardianship}
        hidden={{ childId, guardianId: guardian.id }}
      >
        <RadioGroup
          name="authority"
          legend={t("authority")}
          defaultValue={known}
          choices={(["joint", "sole", "none"] as const).map((value) => ({ value, label: words[value] }))}
        />
        <Checkbox name="isBarred" label={t("barred")} defaultChecked={isBarred} />
        <SubmitButton small>{of("save")}</SubmitButton>
      </Editing>
    </Line>
  );
}
