/** Where one's account is open: each session may be closed alone, or all the others at once. */
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Line, Lines } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";

type ShownSession = { id: string; isHere: boolean; name: string; opened: string; seen: string };

type SessionListProps = {
  /** Right of the margin line, on a leaf. */
  padded: boolean;
  sessions: readonly ShownSession[];
  texts: { why: string; here: string; close: string; closeOthers: string };
  form: FormTexts;
  closeOne: FormAction;
  closeOthers: FormAction;
};

export function SessionList({ padded, sessions, texts, form, closeOne, closeOthers }: SessionListProps) {
  return (
    <>
      <Lines>
        {sessions.map((session) => (
          <Line
            key={session.id}
            icon="shield"
            title={session.name}
            actions={
              session.isHere ? (
                <Tag tone="ok">{texts.here}</Tag>
              ) : (
                <ActionForm action={closeOne} texts={form} hidden={{ sessionId: session.id }}>
                  <SubmitButton kind="line" small>
                    {texts.close}
                    <span className="sr">
                      , {session.name}, {session.opened}
                    </span>
                  </SubmitButton>
                </ActionForm>
              )
            }
          >
            <p className="small soft">{session.seen}</p>
            <p className="small soft">{session.opened}</p>
          </Line>
        ))}
      </Lines>
      <div className={padded ? "pad mt-4" : "mt-4"}>
        <p className="mb-3">{texts.why}</p>
        {sessions.length > 1 ? (
          <ActionForm action={closeOthers} texts={form} label={texts.closeOthers}>
            <SubmitButton kind="line">{texts.closeOthers}</SubmitButton>
          </ActionForm>
        ) : null}
      </div>
    </>
  );
}
