/** Every cookie that the portal may set, by its name. */
import { useTranslations } from "next-intl";
import { Padded } from "@/components/layout/leaf";
import { Table } from "@/components/ui/table";
import { APPEARANCE_COOKIE, LANGUAGE_COOKIE } from "@/lib/i18n/locale";

type Row = {
  name: string;
  use: "session" | "identity" | "csrf" | "callback" | "device" | "language" | "appearance";
  life: "visit" | "minutes" | "browser" | "device" | "choice";
};

/** `session` is the name of the session cookie, which says whether the portal is served over HTTPS. */
export function cookiesOf(session: string): Row[] {
  const isSecure = session.startsWith("__Secure-");
  return [
    { name: session, use: "session", life: "visit" },
    { name: "identite", use: "identity", life: "minutes" },
    { name: "identite-sortie", use: "identity", life: "visit" },
    { name: isSecure ? "__Host-next-auth.csrf-token" : "next-auth.csrf-token", use: "csrf", life: "browser" },
    {
      name: isSecure ? "__Secure-next-auth.callback-url" : "next-auth.callback-url",
      use: "callback",
      life: "browser",
    },
    { name: "appareil", use: "device", life: "device" },
    { name: LANGUAGE_COOKIE, use: "language", life: "choice" },
    { name: APPEARANCE_COOKIE, use: "appearance", life: "choice" },
  ];
}

export function CookieTable({ session }: { session: string }) {
  const t = useTranslations("public.data");
  return (
    <Padded>
      <Table
        caption={t("cookiesCaption")}
        hideCaption
        rows={cookiesOf(session)}
        rowKey={(row) => row.name}
        columns={[
          { key: "name", header: t("cookie"), rowHeader: true, cell: (row) => <code>{row.name}</code> },
          { key: "use", header: t("cookieUse"), cell: (row) => t(`uses.${row.use}`) },
          { key: "life", header: t("cookieLife"), cell: (row) => t(`lives.${row.life}`) },
        ]}
      />
    </Padded>
  );
}
