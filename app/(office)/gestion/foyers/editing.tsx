/** A form of the office folded under its name, inside a record. Each has its own prefix, since a page has many. */
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { Disclosure } from "@/components/ui/disclosure";
import { formTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";
import { newSecret } from "@/lib/kernel/ids";

type Props = {
  title: string;
  prefix: string;
  action: FormAction;
  hidden: Record<string, string>;
  labels?: Record<string, string>;
  children: ReactNode;
};

export async function Editing({ title, prefix, action, hidden, labels, children }: Props) {
  const ui = await getTranslations("ui.form");
  return (
    <Disclosure summary={title}>
      <ActionForm
        action={action}
        texts={formTexts(ui)}
        prefix={prefix}
        labels={labels}
        label={title}
        hidden={{ ...hidden, _key: newSecret() }}
      >
        {children}
      </ActionForm>
    </Disclosure>
  );
}
