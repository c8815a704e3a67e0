/** The exchanges with the family as they were, and apart from them the notes of the office. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { RequestStory, type ToldStep } from "@/components/request/request-story";
import type { OfficeRequest } from "@/lib/casework/queries-office";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { note } from "../actions";

export async function StorySections({ request }: { request: OfficeRequest }) {
  const [t, locale] = await Promise.all([getTranslations("casework.office"), getLocale()]);
  const [said, notes] = await Promise.all(
    [request.entries.filter(({ kind }) => kind !== "note"), request.entries.filter(({ kind }) => kind === "note")].map(
      (entries) => Promise.all(entries.map((entry) => told(entry, request))),
    ),
  );
  return (
    <>
      <Section title={t("story")}>
        <div className="mt-3">
          <RequestStory steps={said ?? []} locale={locale} />
        </div>
      </Section>
      <Section title={t("notes")}>
        <div className="mt-3 grid gap-4">
          {notes && notes.length > 0 ? <RequestStory steps={notes} locale={locale} /> : <p>{t("noNotes")}</p>}
          <NoteForm requestId={request.id} />
        </div>
      </Section>
    </>
  );
}

type Entry = OfficeRequest["entries"][number];

async function told(
  { id, kind, side, authorId, title, text, state, at }: Entry,
  request: OfficeRequest,
): Promise<ToldStep> {
  const [t, page, states] = await Promise.all([
    getTranslations("casework.office"),
    getTranslations("casework.page"),
    getTranslations("casework.officeStates"),
  ]);
  const name = authorId ? (request.people.get(authorId) ?? t("unknown")) : t("unknown");
  const who =
    kind === "note" ? t("noteBy", { name }) : t("by", { who: t(side === "family" ? "family" : "service"), name });
  const isLetter = kind === "letter";
  const step = kind === "step" && state ? page("stepTaken", { state: states(state) }) : null;
  return {
    ...{ id, who, at, text },
    title: isLetter ? page("letter", { title: title ?? "" }) : step,
    link: isLetter ? { href: `/api/demandes/${request.id}/lettres/${id}`, label: t("letterPdf") } : null,
  };
}

async function NoteForm({ requestId }: { requestId: string }) {
  const [t, form] = await Promise.all([getTranslations("casework.office"), getTranslations("ui.form")]);
  return (
    <ActionForm
      action={note}
      texts={formTexts(form)}
      label={t("note")}
      labels={{ text: t("note") }}
      prefix="note"
      hidden={{ requestId, _key: newSecret() }}
    >
      <TextArea name="text" label={t("note")} rows={3} maxLength={4000} />
      <SubmitButton kind="line">{t("noteSubmit")}</SubmitButton>
    </ActionForm>
  );
}
