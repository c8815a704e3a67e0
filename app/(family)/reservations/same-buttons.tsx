/** « Pareil pour Tom »: the first child's ticks for each of the others. Without a script the button confirms at once, and says so. */
import { SameFor } from "@/components/booking/booking-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import type { BookingT } from "./grid-words";

type Props = { t: BookingT; names: readonly { id: string; firstName: string }[] };

export function SameButtons({ t, names }: Props) {
  const [model, ...others] = names;
  if (!model) return null;
  return others.map((child) => (
    <SameFor key={child.id} from={model.id} to={child.id} label={t("same.label", { child: child.firstName })}>
      <SubmitButton kind="line" small name="same" value={`${model.id}.${child.id}`}>
        {t("same.withConfirm", { child: child.firstName })}
      </SubmitButton>
    </SameFor>
  ));
}
