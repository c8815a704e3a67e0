/** The settings of Valmontel, a commune that does not exist. The department 06 is real; the numbers are reserved or invented. */
import type { Prisma } from "@/lib/generated/prisma/client";

export const settings: Record<string, Prisma.InputJsonObject> = {
  identity: {
    name: "Valmontel",
    portalName: "Portail famille",
    address: "Mairie de Valmontel, 1 place de la République, 06999 Valmontel",
    siret: "21069999000012",
    inseeCode: "06999",
    zone: "B",
    court: "Tribunal administratif de Nice, 18 avenue des Fleurs, 06000 Nice",
    publisher: "La maire de Valmontel",
    host: "La commune de Valmontel, sur ses propres serveurs",
  },
  contacts: {
    office: "Service des affaires scolaires",
    address: "2 place des Écoles, 06999 Valmontel",
    email: "affaires.scolaires@example.org",
    phone: "04 99 00 12 30",
    hoursFr: "Du lundi au vendredi, de 8 h 30 à 12 h",
    hoursEn: "Monday to Friday, 8:30 am to noon",
  },
  dpo: {
    name: "Délégation à la protection des données, Valmontel",
    email: "dpo@example.org",
    address: "1 place de la République, 06999 Valmontel",
  },
  regie: {
    name: "Régie des affaires scolaires",
    address: "2 place des Écoles, 06999 Valmontel",
    email: "regie.scolaire@example.org",
    phone: "04 99 00 12 30",
    dueDays: 30,
    chequePayee: "Régie des affaires scolaires de Valmontel",
    vatFr: "TVA non applicable",
  },
  look: { blue: "#23409f", marigold: "#f5b12a", logo: null },
  journal: { recipients: "" },
  documents: { quotaGigabytes: 25 },
  accessibility: { auditOn: "", auditBy: "", rate: 0 },
  maintenance: { on: false, messageFr: "", messageEn: "" },
};
