/** What a payer sees: plain French, plainly a test double, no script. It must never be mistaken for the State's own page. */
import { formatEuros } from "@/lib/kernel/money";
import { type Letter, type PageRefusal, type Payment, resultFields } from "./bank";
import type { Behaviour } from "./behaviour";

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)} – Simulateur de paiement</title>
<link rel="stylesheet" href="/_double/style.css">
</head>
<body>
<header><p class="brand">Simulateur de paiement</p><p class="stamp">Essai\u00a0: aucun argent ne bouge</p></header>
<main>
<h1>${escaped(title)}</h1>
${content}
</main>
<footer><p>Cette page remplace la page de paiement du Trésor public pendant les essais. Elle ne demande aucune coordonnée bancaire.</p></footer>
</body>
</html>
`;
}

function summary(payment: Payment): string {
  const { refdet = "", objet, mel = "", montant = "0" } = payment.fields;
  const rows = [["Référence", refdet], ...(objet ? [["Objet", objet]] : []), ["Ticket envoyé à", mel]];
  const terms = rows.map(([term = "", value = ""]) => `<div><dt>${term}</dt><dd>${escaped(value)}</dd></div>`).join("");
  return `<p class="amount"><span>Montant</span> <strong>${formatEuros(Number(montant))}</strong></p><dl>${terms}</dl>`;
}

const CHOICES: readonly (readonly [heading: string, choices: readonly (readonly [Letter, string])[]])[] = [
  [
    "Payer",
    [
      ["P", "Payer par carte"],
      ["V", "Payer par prélèvement"],
    ],
  ],
  [
    "Essayer un échec",
    [
      ["R", "Carte refusée"],
      ["Z", "Prélèvement refusé"],
      ["A", "Abandonner"],
    ],
  ],
];

function choiceGroup([heading, choices]: (typeof CHOICES)[number], index: number): string {
  const buttons = choices
    .map(([letter, label]) => `<button name="choix" value="${letter}">${label}</button>`)
    .join("\n");
  const id = `groupe-${index}`;
  return `<div class="choices" role="group" aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>\n${buttons}</div>`;
}

export function payPage(payment: Payment): string {
  return page(
    "Votre paiement",
    `${summary(payment)}
<form method="post" action="/tpa/choix">
<input type="hidden" name="cle" value="${escaped(payment.key)}">
${CHOICES.map(choiceGroup).join("\n")}
</form>
<section class="note" aria-labelledby="rien"><h2 id="rien">Ne rien faire</h2>
<p>Fermez cet onglet sans rien choisir. Le paiement reste sans résultat\u00a0: le service répond P5, puis P1 après la nuit.</p></section>`,
  );
}

const VERDICTS: Record<Letter, readonly [title: string, sentence: string]> = {
  P: ["Paiement par carte accepté", "Le portail va demander le résultat au service, puis enregistrer le paiement."],
  V: [
    "Prélèvement accepté",
    "L'ordre est pris en compte. La banque peut encore le rejeter dans les jours qui viennent.",
  ],
  R: ["Carte refusée", "La banque a refusé la carte. Rien n'est débité."],
  Z: ["Prélèvement refusé", "La banque a refusé le prélèvement. Rien n'est débité."],
  A: ["Paiement abandonné", "Vous avez quitté le paiement. Rien n'est débité."],
};

export function resultPage(payment: Payment, behaviour: Behaviour): string {
  const [title, sentence] = payment.result ? VERDICTS[payment.result] : ["Pas encore de résultat", ""];
  const back = payment.interface === "form" ? formReturn(payment, behaviour) : serviceReturn(payment, behaviour);
  return page(title, `<p>${sentence}</p>${summary(payment)}\n${back}`);
}

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;
}

function serviceReturn(payment: Payment, behaviour: Behaviour): string {
  const address = payment.fields.urlredirect ?? "";
  const withId = new URL(address);
  withId.searchParams.set("idop", payment.key);
  const link = `<p><a href="${escaped(withId.toString())}">Revenir par un lien simple</a></p>`;
  if (behaviour.returnMethod === "GET") {
    return `<p><a class="button" href="${escaped(withId.toString())}">Retour au portail</a></p>`;
  }
  return `<form method="post" action="${escaped(address)}">${hidden("idop", payment.key)}<button>Retour au portail</button></form>${link}`;
}

function formReturn(payment: Payment, behaviour: Behaviour): string {
  const fields = Object.entries(formResult(payment, behaviour)).map(([name, value]) => hidden(name, value));
  return `<form method="post" action="${escaped(payment.fields.urlcl ?? "")}">${fields.join("")}<button>Retour au portail</button></form>`;
}

/** The form's result: the request echoed, then what happened. */
function formResult(payment: Payment, behaviour: Behaviour): Record<string, string> {
  const fields = Object.entries({ ...resultFields(payment), ...behaviour.overrideFields });
  const kept = fields.filter(([name]) => !behaviour.omitFields.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [behaviour.formUpperCase ? name.toUpperCase() : name, value]));
}

const REFUSALS: Record<PageRefusal, readonly [title: string, sentence: string]> = {
  unknown: [
    "Paiement inconnu",
    "Cette adresse ne correspond à aucun paiement en cours. Reprenez depuis votre facture.",
  ],
  used: ["Ce lien a déjà servi", "Un lien de paiement ne sert qu'une fois. Reprenez depuis votre facture."],
  "too-old": [
    "Ce lien n'est plus valable",
    "Il fallait ouvrir cette page dans les 15 minutes. Reprenez depuis votre facture.",
  ],
};

export function refusalPage(refusal: PageRefusal): string {
  const [title, sentence] = REFUSALS[refusal];
  return page(title, `<p>${sentence}</p>`);
}

export function faultPage(code: string, sentence: string): string {
  return page("Demande refusée", `<p>${escaped(sentence)}</p><p>Code ${escaped(code)}</p>`);
}

export function homePage(): string {
  return page(
    "Simulateur en marche",
    `<p>Ce programme tient la place du service de paiement pendant les essais. Ouvrez une facture dans le portail, puis choisissez «\u00a0Payer\u00a0».</p>
<p><a href="/_double/payments">Paiements reçus (JSON)</a></p>`,
  );
}
