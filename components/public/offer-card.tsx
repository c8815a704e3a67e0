/** One service of the règlement as anybody reads it: when, for whom, its prices and its limits. Words come from the rules. */
import { activityIcon } from "@/components/home/activity-icon";
import { Padded, Section } from "@/components/layout/leaf";
import { Icon } from "@/components/ui/icon";
import { DefinitionList } from "@/components/ui/label";
import { Table } from "@/components/ui/table";
import type { OfferedService } from "@/lib/report/rules-offer";
import type { PriceTable } from "@/lib/report/rules-offer-prices";

export type OfferTexts = {
  prices: string;
  limits: string;
  noLimits: string;
  price: string;
  priceLabel: string;
};

export function OfferCard({ service, texts }: { service: OfferedService; texts: OfferTexts }) {
  const { id, kind, name, facts, prices, limits } = service;
  return (
    <Section id={id} title={name}>
      <Padded>
        <div className="pt-3 pb-5">
          <p>
            <Icon name={activityIcon(kind)} /> {facts.join(" ")}
          </p>
          <h3 className="mt-4 mb-2">{texts.prices}</h3>
          {prices.tables.map((table, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name of their own and keep their order
            <BracketTable key={place} table={table} texts={texts} />
          ))}
          {prices.sentences.length > 0 ? (
            <ul className="why-list">
              {prices.sentences.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          ) : null}
          <h3 className="mt-4 mb-2">{texts.limits}</h3>
          {limits.length === 0 ? (
            <p>{texts.noLimits}</p>
          ) : (
            <DefinitionList
              items={limits.map(({ action, sentences }) => ({ term: action, value: paragraphs(sentences) }))}
            />
          )}
        </div>
      </Padded>
    </Section>
  );
}

function BracketTable({ table, texts }: { table: PriceTable; texts: OfferTexts }) {
  const { caption, head, rows, notes } = table;
  return (
    <>
      <Table
        caption={caption}
        columns={[
          { key: "bracket", header: head, rowHeader: true, cell: (row) => row.bracket },
          { key: "price", header: texts.price, align: "end", label: texts.priceLabel, cell: (row) => row.price },
        ]}
        rows={rows}
        rowKey={({ bracket }) => bracket}
      />
      {notes.length > 0 ? <p className="soft small mb-4">{notes.join(" ")}</p> : null}
    </>
  );
}

function paragraphs(sentences: readonly string[]) {
  return sentences.map((text) => (
    <span className="block" key={text}>
      {text}
    </span>
  ));
}
