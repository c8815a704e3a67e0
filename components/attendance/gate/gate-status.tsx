/** What the device knows of the network, in one place: what waits, what leaves, what to do. Said aloud when it changes. */
import { Button, LinkButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { count, fill } from "./fill";
import type { GateProps } from "./gate-props";

const SIGN_IN = `/connexion?suite=${encodeURIComponent("/gestion/pointage/porte")}`;

export function GateStatus({ gate, texts }: GateProps) {
  const { status } = texts;
  const { foreign } = gate.view;
  return (
    <div role="status" className="no-print">
      <Link gate={gate} texts={texts} />
      {foreign > 0 ? <Notice tone="info" inset title={count(status.foreign, foreign)} /> : null}
    </div>
  );
}

function Link({ gate, texts: { status } }: Pick<GateProps, "gate" | "texts">) {
  const { link, marks, progress } = gate.view;
  const waiting = marks.filter((mark) => mark.fate.kind === "waiting").length;
  if (progress) {
    const { sent, total } = progress;
    const words = fill(status.sending, { sent, total });
    return (
      <Progress value={sent} max={total} label={words}>
        {words}
      </Progress>
    );
  }
  if (link === "offline") {
    return (
      <Notice tone="warn" icon="offline" title={waiting > 0 ? count(status.offline, waiting) : status.offlineNone}>
        <p>{status.offlineText}</p>
        <Button kind="line" small icon="repeat" onClick={() => void gate.again()}>
          {status.again}
        </Button>
      </Notice>
    );
  }
  if (link === "signed-out") {
    return (
      <Notice tone="warn" icon="key" title={status.signedOut}>
        {waiting > 0 ? <p>{count(status.kept, waiting)}</p> : null}
        <LinkButton href={SIGN_IN} kind="due" plain>
          {status.signIn}
        </LinkButton>
      </Notice>
    );
  }
  if (link === "denied") {
    return (
      <Notice tone="error" title={status.denied}>
        {status.deniedText}
      </Notice>
    );
  }
  return marks.length > 0 ? null : (
    <p className="small soft">
      <Icon name="check" size="small" /> {status.online}
    </p>
  );
}
