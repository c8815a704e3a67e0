/** The proof of a month on paper, to be signed: one page or more a régie. */
import { Document, Page, renderToBuffer, StyleSheet, Text, View } from "@react-pdf/renderer";
import { FAMILY, INK, RULE, SOFT } from "@/lib/paper/pdf";
import type { PaperTable, ProofPaper, RegiePaper } from "./rules-paper";

const styles = StyleSheet.create({
  page: { padding: 40, paddingBottom: 56, fontFamily: FAMILY, fontSize: 9.5, lineHeight: 1.3, color: INK },
  head: { flexDirection: "row", justifyContent: "space-between", marginBottom: 14 },
  town: { fontSize: 12, fontWeight: 700 },
  soft: { color: SOFT },
  title: { fontSize: 15, fontWeight: 700, marginBottom: 4 },
  verdict: { fontSize: 11, fontWeight: 600, marginBottom: 8 },
  section: { fontSize: 11, fontWeight: 700, marginTop: 12, marginBottom: 3 },
  row: { flexDirection: "row", paddingVertical: 2.5, borderBottomWidth: 0.6, borderBottomColor: RULE },
  rowHead: { flexDirection: "row", paddingBottom: 2, borderBottomWidth: 1, borderBottomColor: INK, color: SOFT },
  cell: { flex: 1, paddingRight: 6, fontSize: 8.5 },
  term: {
    flexDirection: "row",
    justifyContent: "space-between",
    paddingVertical: 2,
    borderBottomWidth: 0.6,
    borderBottomColor: RULE,
  },
  strong: { fontWeight: 700 },
  signs: { flexDirection: "row", gap: 24, marginTop: 26 },
  sign: { flex: 1, height: 70, borderTopWidth: 0.8, borderTopColor: INK, paddingTop: 4 },
  foot: {
    position: "absolute",
    left: 40,
    right: 40,
    bottom: 26,
    flexDirection: "row",
    justifyContent: "space-between",
  },
  tiny: { fontSize: 8, color: SOFT },
});

export function renderProof(paper: ProofPaper, createdAt: Date): Promise<Buffer> {
  return renderToBuffer(
    <Document
      title={paper.title}
      author={paper.town}
      language={paper.locale}
      creationDate={createdAt}
      modificationDate={createdAt}
    >
      {paper.regies.map((regie) => (
        <Page key={regie.id} size="A4" style={styles.page}>
          <View style={styles.head}>
            <View>
              <Text style={styles.town}>{paper.town}</Text>
              <Text>{regie.name}</Text>
            </View>
            <Text style={styles.soft}>{paper.made}</Text>
          </View>
          <Text style={styles.title}>{paper.title}</Text>
          <Text style={styles.verdict}>{regie.verdict}</Text>
          <Table table={regie.series} />
          <Totals totals={regie.totals} />
          <Table table={regie.faults} />
          <Signatures words={paper.signatures} />
          <View style={styles.foot} fixed>
            <Text style={styles.tiny}>{paper.title}</Text>
            <Text style={styles.tiny} render={({ pageNumber, totalPages }) => `${pageNumber} / ${totalPages}`} />
          </View>
        </Page>
      ))}
    </Document>,
  );
}

function Table({ table: { title, columns, rows } }: { table: PaperTable }) {
  return (
    <View>
      <Text style={styles.section}>{title}</Text>
      {rows.length > 0 ? <Cells cells={columns} isHead /> : null}
      {rows.map((row) => (
        <Cells key={row.join()} cells={row} />
      ))}
    </View>
  );
}

function Cells({ cells, isHead }: { cells: readonly string[]; isHead?: boolean }) {
  return (
    <View style={isHead ? styles.rowHead : styles.row} wrap={false}>
      {cells.map((cell, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: printed once, in this order
        <Text key={place} style={styles.cell}>
          {cell}
        </Text>
      ))}
    </View>
  );
}

function Totals({ totals: { title, terms } }: Pick<RegiePaper, "totals">) {
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

function Signatures({ words }: { words: readonly string[] }) {
  return (
    <View style={styles.signs} wrap={false}>
      {words.map((text) => (
        <View key={text} style={styles.sign}>
          <Text style={styles.soft}>{text}</Text>
        </View>
      ))}
    </View>
  );
}
