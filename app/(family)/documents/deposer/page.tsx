/** Giving one document: for which child or home, with what dates, page by page. What is not the family's own is not found. */
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { DocumentPicker } from "@/components/document/deposit/document-picker";
import { Unfinished } from "@/components/document/deposit/unfinished";
import { Leaf, Padded } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import type { FamilyScope } from "@/lib/access/gate";
import { keysFor, openKind } from "@/lib/document/queries";
import { asksEndDate, asksIssueDate, type Kind } from "@/lib/document/rules";
import { childrenIn } from "@/lib/household/queries";
import { isId } from "@/lib/kernel/ids";
import { familyPage, type Visit } from "@/lib/server/page";
import { wordsOf } from "../../form-words";

const id = z.string().refine(isId).catch("");
const querySchema = z.object({ piece: id, foyer: id, enfant: id, demande: id });
type Props = { searchParams: Promise<unknown> };

export default async function DepositPage({ searchParams }: Props) {
  const query = querySchema.parse(await searchParams);
  const visit = await familyPage("document.deposit", `/documents/deposer?${new URLSearchParams(query)}`);
  const locale = await getLocale();
  const kind = query.piece ? await openKind(visit.tx, query.piece, locale) : null;
  const about = kind && (await aboutOf(visit, kind, query));
  if (!kind || !about) notFound();
  const [t, words, keys] = await Promise.all([
    getTranslations("document.deposit"),
    wordsOf("document"),
    keysFor(visit.tx, visit.passport.accountId),
  ]);
  const requestId = query.demande || null;
  const home = requestId ? `/demandes/${requestId}` : "/documents";
  const shown = { owner: visit.passport.accountId, words: words.deposit, doneHref: `${home}?recu=1` };
  return (
    <Leaf
      plain
      title={t("title", { kind: kind.name })}
      dateline={about.name ? t("for", { name: about.name }) : t("forHome")}
      lead={kind.help}
      back={{ href: home, label: words.back }}
    >
      <Padded>
        <noscript>
          <Notice tone="warn" title={t("noScript")} />
        </noscript>
        {keys ? (
          <>
            <Unfinished {...shown} />
            <DocumentPicker
              {...shown}
              keys={keys}
              place={{ kindId: kind.id, householdId: query.foyer, childId: about.childId, requestId }}
              label={[kind.name, about.name].filter(Boolean).join(", ")}
              asks={{
                issueDate: asksIssueDate(kind.validity),
                endDate: asksEndDate(kind.validity),
                freshMonths: kind.validity.freshMonths ?? null,
              }}
              locale={locale}
            />
          </>
        ) : (
          <Notice tone="info" title={t("noKeys")}>
            {t("noKeysText")}
          </Notice>
        )}
      </Padded>
    </Leaf>
  );
}

type Query = z.infer<typeof querySchema>;

/** The child's name, for a kind that is about a child; null when home or child is not the parent's own. */
async function aboutOf({ tx, scope, today }: Visit<FamilyScope>, kind: Kind, { foyer, enfant }: Query) {
  if (!scope.householdIds.includes(foyer)) return null;
  if (kind.subject === "household") return { childId: null, name: null };
  const children = await childrenIn(tx, scope, today);
  const child = children.find((one) => one.id === enfant && one.homes.some((home) => home.householdId === foyer));
  return child ? { childId: child.id, name: child.firstName } : null;
}
