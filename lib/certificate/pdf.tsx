/** A statement or a certificate on A4, in the portal's own typeface, with the words of rules-paper. Made when it is asked for; nothing of it is kept. */
import { Document, Page, renderToBuffer, StyleSheet, Text, View } from "@react-pdf/renderer";
import { A4_HEIGHT, FAMILY, INK, RULE, SOFT } from "@/lib/paper/pdf";
import type { Paper, PaperColumn } from "./rules-paper";

const styles = StyleSheet.create({
  page: {
    paddingTop: 36,
    paddingBottom: 70,
    paddingHorizontal: 44,
    fontFamily: FAMILY,
    fontSize: 10,
    lineHeight: 1.3,
    color: INK,
  },
  head: { flexDirection: "row", justifyContent: "space-between", marginBottom: 22 },
  town: { fontSize: 13, fontWeight: 700, lineHeight: 1.3 },
  recipient: { width: 230, paddingTop: 26, fontSize: 11 },
  title: { fontSize: 17, fontWeight: 700, lineHeight: 1.3 },
  soft: { color: SOFT },
  strong: { fontWeight: 700 },
  before: { marginTop: 10, marginBottom: 10 },
  columns: { flexDirection: "row", borderBottomWidth: 1, borderBottomColor: INK, paddingBottom: 3, marginTop: 12 },
  row: { flexDirection: "row", borderBottomWidth: 0.6, borderBottomColor: RULE, paddingVertical: 3 },
  total: { flexDirection: "row", borderTopWidth: 1, borderTopColor: INK, paddingTop: 5, fontWeight: 700 },
  wide: { flex: 1, paddingRight: 8 },
  narrow: { width: 84 },
  end: { textAlign: "right" },
  small: { fontSize: 8.5, color: SOFT },
  after: { marginTop: 14 },
  foot: {
    position: "absolute",
    left: 44,
    right: 44,
    top: A4_HEIGHT - 54,
    borderTopWidth: 0.8,
    borderTopColor: RULE,
    paddingTop: 6,
    flexDirection: "row",
    justifyContent: "space-between",
  },
});

/** `createdAt` is the instant at which it was asked for. */
export function renderPaper(paper: Paper, createdAt: Date): Promise<Buffer> {
  return renderToBuffer(
    <Document
      title={paper.title}
      author={paper.issuer.town}
      language={paper.locale}
      creationDate={createdAt}
      modificationDate={createdAt}
    >
      <Page size="A4" style={styles.page}>
        <Head paper={paper} />
        <Lines paper={paper} />
        <View style={styles.after} wrap={false}>
          {paper.after.map((text) => (
            <Text key={text} style={styles.small}>
              {text}
            </Text>
          ))}
          <Text style={styles.before}>{paper.made}</Text>
        </View>
        <Foot paper={paper} />
      </Page>
    </Document>,
  );
}

type Part = { paper: Paper };

function Head({ paper: { issuer, recipient, title, subtitle, before } }: Part) {
  return (
    <>
      <View style={styles.head}>
        <View style={{ width: 240 }}>
          <Text style={styles.town}>{issuer.town}</Text>
          {issuer.lines.map((line) => (
            <Text key={line}>{line}</Text>
          ))}
        </View>
        <View style={styles.recipient}>
          {recipient.map((line) => (
            <Text key={line}>{line}</Text>
          ))}
        </View>
      </View>
      <Text style={styles.title}>{title}</Text>
      <Text style={styles.soft}>{subtitle}</Text>
      {before.map((text) => (
        <Text key={text} style={styles.before}>
          {text}
        </Text>
      ))}
    </>
  );
}

function Lines({ paper: { columns, rows, foot } }: Part) {
  return (
    <View>
      <View style={styles.columns} fixed>
        <Cells cells={columns.map(({ header }) => header)} columns={columns} small />
      </View>
      {rows.map((cells, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: printed once, in this order
        <View key={index} style={styles.row} wrap={false}>
          <Cells cells={cells} columns={columns} />
        </View>
      ))}
      <View style={styles.total} wrap={false}>
        <Cells cells={foot} columns={columns} />
      </View>
    </View>
  );
}

type CellsProps = { cells: readonly string[]; columns: readonly PaperColumn[]; small?: boolean };

function Cells({ cells, columns, small }: CellsProps) {
  return columns.map(({ header, width, align }, index) => (
    <Text
      key={header}
      style={[styles[width], ...(align === "end" ? [styles.end] : []), ...(small ? [styles.small] : [])]}
    >
      {cells[index] ?? ""}
    </Text>
  ));
}

function Foot({ paper: { data, page } }: Part) {
  return (
    <View style={[styles.foot, styles.small]} fixed>
      <Text style={{ width: 400 }}>{data}</Text>
      <Text
        style={{ width: 80, textAlign: "right" }}
        render={({ pageNumber, totalPages }) =>
          page.replace("{page}", String(pageNumber)).replace("{pages}", String(totalPages))
        }
      />
    </View>
  );
}
