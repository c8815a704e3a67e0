/** The commune's mark and name, and the link that skips to the words. */
import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

/** `logo` is a path of this site; its width and height keep the page from jumping. */
export type Commune = { name: string; logo?: { src: string; width: number; height: number } | null | undefined };

export function Brand({ commune, subtitle, href }: { commune: Commune; subtitle?: string | undefined; href: string }) {
  const t = useTranslations("ui.shell");
  const { name, logo } = commune;
  return (
    <TextLink href={href} className="brand">
      {logo ? (
        // biome-ignore lint/performance/noImgElement: one small file of our own, already at its size
        <img src={logo.src} width={logo.width} height={logo.height} alt="" />
      ) : (
        <Icon name="mark" />
      )}
      <span>
        <b>{name}</b>
        <small>{subtitle ?? t("portal")}</small>
      </span>
    </TextLink>
  );
}

export function SkipLink() {
  const t = useTranslations("ui.shell");
  return (
    <a className="skip" href="#contenu">
      {t("skip")}
    </a>
  );
}
