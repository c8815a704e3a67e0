"use client";
/** The root itself failed: no layout, no catalogue, no cookie can be relied upon here. */
import { Failure } from "@/components/states/failure";
import "./globals.css";

export default function ServiceFailure({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="fr">
      <body>
        <title>Le service a un problème</title>
        <Failure digest={error.digest} retry={reset} />
      </body>
    </html>
  );
}
