/**
 * The lot on paper, to be signed: what the till held and did over the period, the totals, then the journal of receipts (facts: treasury §2).
 * Made once and kept.
 */
import { Document, Page, renderToBuffer, StyleSheet, Text, View } from "@react-pdf/renderer";
import { A4_HEIGHT, FAMILY, INK, RULE, SOFT } from "@/lib/paper/pdf";
import type { LotPaper, PaperTerm } from "./rules-lot";

const styles = StyleSheet.create({
  page: { padding: 40, paddingBottom: 56, fontFamily: FAMILY, fontSize: 9.5, lineHeight: 1.3, color: INK },
  head: { flexDirection: "row", justifyContent: "space-between", marginBottom: 14 },
  town: { fontSize: 12, fontWeight: 700 },
  soft: { color: SOFT },
  title: { fontSize: 15, fontWeight: 700, marginBottom: 10, lineHeight: 1.3 },
  columns: { flexDirection: "row", gap: 24 },
  column: { flex: 1 },
  section: { fontSize: 11, fontWeight: 700, marginTop: 8, marginBottom: 3 },
  term: {
    flexDirection: "row",
    justifyContent: "space-between",
    paddingVertical: 2,
    borderBottomWidth: 0.6,
    borderBottomColor: RULE,
  },
  strong: { fontWeight: 700 },
  row: { flexDirection: "row", paddingVertical: 2, borderBottomWidth: 0.5, borderBottomColor: RULE, fontSize: 8.5 },
  rowHead: {
    flexDirection: "row",
    paddingBottom: 2,
    borderBottomWidth: 1,
    borderBottomColor: INK,
    fontSize: 8.5,
    color: SOFT,
  },
  signs: { flexDirection: "row", gap: 24, marginTop: 22 },
  sign: { flex: 1, height: 78, borderTopWidth: 0.8, borderTopColor: INK, paddingTop: 4 },
  foot: {
    position: "absolute",
    left: 40,
    right: 40,
    top: A4_HEIGHT - 40,
    flexDirection: "row",
    justifyContent: "space-between",
    fontSize: 7.5,
    color: SOFT,
  },
});

/** Widths of the journal's columns, in points; the payer takes what is left. */
const WIDTHS = [74, 58, 0, 74, 78, 66] as const;

/** `createdAt` is when the lot was closed. */
export function renderLotPaper(paper: LotPaper, createdAt: Date): Promise<Buffer> {
  return renderToBuffer(
    <Document
      title={paper.title}
      author={paper.town}
      language="fr"
      creationDate={createdAt}
      modificationDate={createdAt}
    >
      <Page size="A4" style={styles.page}>
        <Head paper={paper} />
        <View style={styles.columns}>
          <View style={styles.column}>
            <Terms title={paper.till.title} terms={paper.till.terms} />
            <Terms title={paper.lot.title} terms={paper.lot.terms} />
          </View>
          <View style={styles.column}>
            <Terms title={paper.byMeans.title} terms={paper.byMeans.terms} />
            <Terms title={paper.byProduct.title} terms={paper.byProduct.terms} />
          </View>
        </View>
        <Signatures paper={paper} />
        <Journal paper={paper} />
        <View style={styles.foot} fixed>
          <Text>{paper.foot}</Text>
          <Text render={({ pageNumber, totalPages }) => `${pageNumber} / ${totalPages}`} />
        </View>
      </Page>
    </Document>,
  );
}

type Part = { paper: LotPaper };

function Head({ paper }: Part) {
  return (
    <>
      <View style={styles.head}>
        <View>
          <Text style={styles.town}>{paper.town}</Text>
          <Text>{paper.regie}</Text>
        </View>
        <Text style={styles.soft}>{paper.made}</Text>
      </View>
      <Text style={styles.title}>{paper.title}</Text>
    </>
  );
}

function Terms({ title, terms }: { title: string; terms: readonly PaperTerm[] }) {
  return (
    <View wrap={false}>
      <Text style={styles.section}>{title}</Text>
      {terms.map(({ term, value, isTotal }) => (
        <View key={term} style={isTotal ? [styles.term, styles.strong] : styles.term}>
          <Text>{term}</Text>
          <Text>{value}</Text>
        </View>
      ))}
    </View>
  );
}

function Signatures({ paper }: Part) {
  return (
    <View style={styles.signs} wrap={false}>
      {paper.signatures.map((words) => (
        <View key={words} style={styles.sign}>
          <Text style={styles.soft}>{words}</Text>
        </View>
      ))}
    </View>
  );
}

function Journal({ paper }: Part) {
  return (
    <View>
      <Text style={styles.section}>{paper.journal.title}</Text>
      <View style={styles.rowHead} fixed>
        {paper.journal.columns.map((words, place) => (
          <Cell key={words} words={words} place={place} />
        ))}
      </View>
      {paper.journal.rows.map((row) => (
        <View key={row[0]} style={styles.row} wrap={false}>
          {row.map((words, place) => (
            <Cell key={`${row[0]}-${paper.journal.columns[place]}`} words={words} place={place} />
          ))}
        </View>
      ))}
    </View>
  );
}

function Cell({ words, place }: { words: string; place: number }) {
  const width = WIDTHS[place] ?? 0;
  const isAmount = place === WIDTHS.length - 1;
  const style = {
    ...(width > 0 ? { width } : { flex: 1 }),
    paddingRight: 4,
    textAlign: isAmount ? ("right" as const) : ("left" as const),
  };
  return <Text style={style}>{words}</Text>;
}
