/** The next limit and how long is left: words from the server, so that it needs no script. */
import { Icon } from "@/components/ui/icon";

export function ClosingLine({ text }: { text: string }) {
  return (
    <p className="closing small">
      <Icon name="clock" /> {text}
    </p>
  );
}
