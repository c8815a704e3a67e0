/** From a child's page to a request that names the child already. */
import { getTranslations } from "next-intl/server";
import { TextLink } from "@/components/ui/button";
import { Line } from "@/components/ui/line";

export async function AskLinks({ childId, name }: { childId: string; name: string }) {
  const t = await getTranslations("casework.links");
  return (
    <Line as="div" icon="message" quiet>
      <p>
        <TextLink href={`/demandes/nouvelle?sujet=absence&enfant=${childId}`} className="link">
          {t("absence", { name })}
        </TextLink>
      </p>
      <p>
        <TextLink href={`/demandes/nouvelle?sujet=question&enfant=${childId}`} className="link">
          {t("ask", { name })}
        </TextLink>
      </p>
    </Line>
  );
}
