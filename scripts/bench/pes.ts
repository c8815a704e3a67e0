/**
 * A role of 3,000 articles as a PES file, in a process of its own so that its memory is its own (issue 4, "Speed": 5 s, 200 MiB).
 * Run as a program it makes the role and says what it took; imported, it starts that program and words the answer.
 */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { regieSettingsSchema } from "../../lib/commune/schema-regie";
import { faultOf, pesText, totalsOf } from "../../lib/pes/rules";
import { headOf, type Owed, piecesOf, type SlipWish } from "../../lib/pes/rules-role";

const ARTICLES = 3000;
const PRODUCTS = ["CANT", "GARM", "GARS", "ETUD"];

function owedOf(place: number): Owed {
  const sales = PRODUCTS.map((productCode, rank) => ({ productCode, amountCents: 1234 + ((place * 7 + rank) % 4000) }));
  const totalCents = sales.reduce((total, sale) => total + sale.amountCents, 0);
  return {
    ...{
      invoiceId: String(place),
      year: 2026,
      number: place + 1,
      sales,
      credited: [],
      totalCents,
      dueCents: totalCents,
    },
    subject: `Facture ${place + 1}, octobre 2026`,
    debtor: {
      ...{ id: `0190f4a2-0000-7000-8000-${String(place).padStart(12, "0")}`, kind: "guardian", civility: "MME" },
      ...{ lastName: `Lefèvre-Duœuvre ${place}`, firstName: "Anne-Élise" },
      address: {
        line: `${place} rue de l’Église`,
        more: "Bâtiment C",
        postalCode: "06650",
        city: "Valmontel",
        countryCode: null,
      },
    },
  };
}

async function makeRole(): Promise<void> {
  const began = performance.now();
  const settings = regieSettingsSchema.parse({
    treasury: {
      postCode: "006099",
      siret: "21060999900019",
      collectivityCode: "123",
      budgetCode: "00",
      nature: "7067",
      withKeys: true,
    },
  }).treasury;
  const wish: SlipWish = {
    kind: "role",
    day: "2026-11-23",
    exer: 2026,
    bordereau: 1,
    firstPiece: 1,
    noticeOn: null,
    subject: "Octobre",
  };
  const owed = Array.from({ length: ARTICLES }, (_, place) => owedOf(place));
  const { pieces } = piecesOf(settings, wish, { owed, names: new Map() });
  const [head, totals] = [headOf(settings, wish), totalsOf(pieces)];
  const fault = faultOf(head, pieces, totals);
  if (fault || pieces.length !== ARTICLES) throw new Error(`No role: ${fault}`);
  const path = join(tmpdir(), `pes-${process.pid}.xml`);
  const file = createWriteStream(path, "latin1");
  let bytes = 0;
  for (const text of pesText(head, totals, pieces)) {
    bytes += text.length;
    if (!file.write(text)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
  rmSync(path);
  const took = { ms: performance.now() - began, mebibytes: process.resourceUsage().maxRSS / 1024, bytes };
  console.log(JSON.stringify(took));
}

export function tellPes(): string {
  const program = fileURLToPath(import.meta.url);
  const said = execFileSync(process.execPath, ["--import", "tsx", program], { encoding: "utf8" });
  const { ms, mebibytes, bytes } = JSON.parse(said) as { ms: number; mebibytes: number; bytes: number };
  const size = `${(bytes / 1_048_576).toFixed(1)} MiB`;
  return `PES of ${ARTICLES} articles, ${size}: ${ms.toFixed(0)} ms (goal 5000), ${mebibytes.toFixed(0)} MiB at most (goal 200)`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await makeRole();
