/** Absent and not allowed look alike: the same words, the same bytes. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeadEnd } from "@/components/states/dead-end";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("ui.states");
  return { title: t("notFoundTitle") };
}

export default function NotFound() {
  return <DeadEnd kind="notFound" />;
}
