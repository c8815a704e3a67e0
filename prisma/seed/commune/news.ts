/** News around today, so that the public page and the family's home are never out of season. */
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";

type News = { titleFr: string; bodyFr: string; titleEn: string; bodyEn: string; since: CivilDate; until: CivilDate };

export function newsAround(today: CivilDate): News[] {
  return [
    {
      titleFr: "Votre quotient familial a changé ?",
      bodyFr:
        "Envoyez-nous la nouvelle attestation depuis la page Ma famille. Le nouveau prix compte dès son acceptation.",
      titleEn: "Has your quotient familial changed?",
      bodyEn: "Send us the new certificate from the page My family. The new price counts as soon as it is accepted.",
      since: addDays(today, -20),
      until: addDays(today, 40),
    },
    {
      titleFr: "Un menu végétarien chaque jeudi",
      bodyFr:
        "La cantine sert désormais un repas sans viande à tous les enfants le jeudi. Les menus sont affichés à l’école.",
      titleEn: "A vegetarian menu every Thursday",
      bodyEn: "The canteen now serves a meal without meat to all children on Thursdays. Menus are posted at school.",
      since: addDays(today, -9),
      until: addDays(today, 25),
    },
    {
      titleFr: "Fermeture du guichet",
      bodyFr: "Le guichet des affaires scolaires était fermé un matin pour formation de l’équipe.",
      titleEn: "Counter closed",
      bodyEn: "The school-affairs counter was closed one morning for staff training.",
      since: addDays(today, -60),
      until: addDays(today, -45),
    },
  ];
}
