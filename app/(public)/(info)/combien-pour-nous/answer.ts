/** The words of an estimate: what was asked, each service with its prices and reasons, and what the prices leave out. */
import { getLocale, getTranslations } from "next-intl/server";
import type { EstimateAnswer, EstimateLine } from "@/components/public/estimate-form";
import { opening, wordDay } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { formatInput } from "@/lib/kernel/money";
import type { EstimatedPrice, EstimatedService } from "@/lib/report/rules-estimate";
import type { EstimateWish } from "@/lib/report/schema";

type Asked = { services: readonly EstimatedService[]; wish: EstimateWish; today: CivilDate };

export async function answerOf({ services, wish, today }: Asked): Promise<EstimateAnswer> {
  const [t, locale] = await Promise.all([getTranslations("public.estimate"), getLocale()]);
  const quotient = wish.quotient === null ? "" : formatInput(wish.quotient);
  const about = {
    children: t("childrenCount", { count: wish.children }),
    grade: t("gradeIs", { grade: wish.grade }),
    home: t(wish.resident ? "here" : "elsewhere"),
  };
  const lineOf = ({ way, rank, price, why }: EstimatedPrice): EstimateLine => {
    const who = rank !== null ? t("nth", { rank }) : wish.children > 1 ? t("each") : null;
    const told = [way, who].filter(Boolean).join(", ");
    return { way: told === "" ? null : opening(told), price: price ?? t("ask"), why };
  };
  return {
    typed: {
      ...{ quotient, children: String(wish.children), grade: wish.grade },
      resident: wish.resident ? "oui" : "non",
    },
    title: t("result"),
    about: wish.quotient === null ? t("aboutNone", about) : t("about", { ...about, quotient }),
    why: t("why"),
    services: services.map(({ id, name, prices }) => ({ id, name, prices: prices.map(lineOf) })),
    note: t("note", { day: wordDay(locale, services[0]?.day ?? today) }),
  };
}
