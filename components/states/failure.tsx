"use client";
/** The service failed: what is safe, what to do, and a reference that the log knows. Words come with the code, since nothing else may answer. */
import { LinkButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import en from "@/lib/i18n/en/failure.json";
import fr from "@/lib/i18n/fr/failure.json";
import { failureReference } from "@/lib/kernel/failure-reference";

export function Failure({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  const language = typeof document === "undefined" ? "fr" : document.documentElement.lang;
  const words = language === "en" ? en : fr;
  return (
    <main id="contenu" tabIndex={-1} className="leaf leaf--whole">
      <div className="leaf-head">
        <div className="state">
          <Icon name="warn" size="large" />
          <h1>{words.title}</h1>
          <p>
            {digest ? words.text : words.textWithoutReference}{" "}
            {digest ? <strong className="nowrap">{failureReference(digest)}</strong> : null}
          </p>
          <p className="form-actions mt-4">
            <button type="button" className="btn" onClick={retry}>
              {words.retry}
            </button>
            <LinkButton href="/" kind="quiet" plain>
              {words.home}
            </LinkButton>
          </p>
        </div>
      </div>
    </main>
  );
}
