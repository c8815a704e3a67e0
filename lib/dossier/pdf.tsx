/** The dossier as an A4 PDF in the portal's own typeface. Made in the worker; the receipts are attached afterwards. */
import { fileURLToPath } from "node:url";
import { Document, Font, Page, renderToBuffer, StyleSheet, Text, View } from "@react-pdf/renderer";
import type { DossierDocument, DossierLine } from "./rules";

/** Addresses written out: a bundler follows no address that is put together. */
const FAMILY = "Atkinson Hyperlegible Next";
const faces = [
  { url: new URL("../../assets/fonts/atkinson-hyperlegible-next-400.ttf", import.meta.url), fontWeight: 400 },
  { url: new URL("../../assets/fonts/atkinson-hyperlegible-next-600.ttf", import.meta.url), fontWeight: 600 },
  { url: new URL("../../assets/fonts/atkinson-hyperlegible-next-700.ttf", import.meta.url), fontWeight: 700 },
] as const;
Font.register({ family: FAMILY, fonts: faces.map(({ url, fontWeight }) => ({ src: fileURLToPath(url), fontWeight })) });
Font.registerHyphenationCallback((word) => [word]);

const INK = "#182449";
const SOFT = "#4a5676";
const RULE = "#d3d8e8";
const EDGE = "#7a85a6";
/** In points: what is fixed is placed from the top. */
const A4_HEIGHT = 841.89;

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
