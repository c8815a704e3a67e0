/** The dossier as an A4 PDF in the portal's own typeface. Made in the worker; the receipts are attached afterwards. */
import { Document, Page, renderToBuffer, StyleSheet, Text, View } from "@react-pdf/renderer";
import { A4_HEIGHT, EDGE, FAMILY, INK, RULE, SOFT } from "@/lib/paper/pdf";
import type { DossierDocument, DossierLine } from "./rules";

const styles = StyleSheet.create({
  page: { padding: 44, paddingBottom: 66, fontFamily: FAMILY, fontSize: 10, lineHeight: 1.35, color: INK },
  town: { fontSize: 12, fontWeight: 700 },
  title: { fontSize: 18, fontWeight: 700, marginTop: 4, marginBottom: 10 },
  fact: { flexDirection: "row", paddingVertical: 1.5 },
  term: { width: 90, color: SOFT },
  value: { flex: 1, fontWeight: 600 },
  heading: {
    fontSize: 11.5,
    fontWeight: 700,
    marginTop: 14,
    paddingBottom: 2,
    borderBottomWidth: 0.8,
    borderBottomColor: EDGE,
  },
  line: { flexDirection: "row", paddingVertical: 3.5, borderBottomWidth: 0.6, borderBottomColor: RULE },
  number: { width: 30, color: SOFT },
  time: { width: 54, color: SOFT },
  text: { flex: 1 },
  proof: { fontSize: 8.5, color: SOFT },
  item: { marginTop: 3 },
  key: { fontSize: 8, marginTop: 3 },
  foot: {
    position: "absolute",
    left: 44,
    right: 44,
    top: A4_HEIGHT - 44,
    flexDirection: "row",
    justifyContent: "space-between",
    fontSize: 8,
    color: SOFT,
  },
});

/** `at` is the instant the dossier was made. */
export function renderDossierPdf(content: DossierDocument, at: Date): Promise<Buffer> {
  const { title, commune, locale, facts, days, parts, keys } = content;
  return renderToBuffer(
    <Document title={`${title}, ${commune}`} author={commune} language={locale} creationDate={at} modificationDate={at}>
      <Page size="A4" style={styles.page}>
        <Text style={styles.town}>{commune}</Text>
        <Text style={styles.title}>{title}</Text>
        {facts.map(({ term, value }) => (
          <View key={term} style={styles.fact}>
            <Text style={styles.term}>{term}</Text>
            <Text style={styles.value}>{value}</Text>
          </View>
        ))}
        {days.map(({ day, title: heading, lines }) => (
          <Day key={day} heading={heading} lines={lines} />
        ))}
        {parts.map(({ title: heading, items }) => (
          <Part key={heading} heading={heading} items={items} />
        ))}
        <View wrap={false}>
          <Text style={styles.heading}>{keys.title}</Text>
          {keys.items.map((key) => (
            <Text key={key} style={styles.key}>
              {key}
            </Text>
          ))}
        </View>
        <View style={styles.foot} fixed>
          <Text>{`${title}, ${commune}`}</Text>
          <Text render={({ pageNumber, totalPages }) => `${pageNumber} / ${totalPages}`} />
        </View>
      </Page>
    </Document>,
  );
}

/** A day's heading never stands alone at the foot of a page. */
function Day({ heading, lines: [first, ...rest] }: { heading: string; lines: readonly DossierLine[] }) {
  return (
    <>
      <View wrap={false}>
        <Text style={styles.heading}>{heading}</Text>
        {first ? <Line line={first} /> : null}
      </View>
      {rest.map((line) => (
        <Line key={line.number} line={line} />
      ))}
    </>
  );
}

function Line({ line }: { line: DossierLine }) {
  return (
    <View style={styles.line} wrap={false}>
      <Text style={styles.number}>{line.number}</Text>
      <Text style={styles.time}>{line.time}</Text>
      <View style={styles.text}>
        <Text>{line.text}</Text>
        {line.notes.map((note) => (
          <Text key={note}>{note}</Text>
        ))}
        <Text style={styles.proof}>{line.proof}</Text>
      </View>
    </View>
  );
}

function Part({ heading, items }: { heading: string; items: readonly string[] }) {
  return (
    <View wrap={false}>
      <Text style={styles.heading}>{heading}</Text>
      {items.map((item) => (
        <Text key={item} style={styles.item}>{`• ${item}`}</Text>
      ))}
    </View>
  );
}
