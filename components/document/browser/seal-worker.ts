/** Seals a page beside the page that is shown, so that it goes on answering. */
import { type Sealed, sealNow, type ToSeal } from "./seal-now";

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToSeal>) => void) | null;
  postMessage(message: { ok: true; sealed: Sealed } | { ok: false; error: string }, transfer?: Transferable[]): void;
};

scope.onmessage = ({ data }) => {
  sealNow(data).then(
    (sealed) => scope.postMessage({ ok: true, sealed }, [sealed.ciphertext.buffer]),
    (error: unknown) => scope.postMessage({ ok: false, error: String(error) }),
  );
};
