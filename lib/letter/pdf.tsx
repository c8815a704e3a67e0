/** A letter, a receipt or a signed agreement on A4, in the portal's own typeface. Made from words that were kept when it is asked for. */
import { Document, Page, renderToBuffer, StyleSheet, Text, View } from "@react-pdf/renderer";
import type { Locale } from "@/lib/i18n/locale";
import { A4_HEIGHT, FAMILY, INK, MARGIN, RULE, SOFT } from "@/lib/paper/pdf";

export type LetterPaper = {
  locale: Locale;
  sender: { town: string; lines: readonly string[] };
  recipient: readonly string[];
  /** « Valmontel, le 23 novembre 2026 » */
  dateline: string;
  title: string;
  facts: readonly (readonly [term: string, value: string])[];
  /** Paragraphs; a line end inside one is kept. */
  body: readonly string[];
  /** The page that says who signed what, and how. */
  signature?: { title: string; facts: readonly (readonly [term: string, value: string])[]; note: string };
  foot: string;
  page: string;
};

const styles = StyleSheet.create({
  page: {
    paddingTop: 42,
    paddingBottom: 76,
    paddingLeft: 62,
    paddingRight: 52,
    fontFamily: FAMILY,
    fontSize: 10.5,
    lineHeight: 1.4,
    color: INK,
  },
  margin: { position: "absolute", left: 40, top: 0, height: A4_HEIGHT, width: 0.8, backgroundColor: MARGIN },
  head: { flexDirection: "row", justifyContent: "space-between", marginBottom: 26 },
  town: { fontSize: 13, fontWeight: 700, lineHeight: 1.3 },
  recipient: { width: 220, paddingTop: 34, fontSize: 11 },
  soft: { color: SOFT, fontSize: 9.5 },
  dateline: { marginBottom: 18 },
  title: { fontSize: 14, fontWeight: 700, lineHeight: 1.3, marginBottom: 12 },
  facts: { marginBottom: 14, borderTopWidth: 0.8, borderTopColor: RULE },
  fact: { flexDirection: "row", borderBottomWidth: 0.6, borderBottomColor: RULE, paddingVertical: 3 },
  term: { width: 150, color: SOFT },
  value: { flex: 1 },
  paragraph: { marginBottom: 9 },
  foot: {
    position: "absolute",
    left: 62,
    right: 52,
    top: A4_HEIGHT - 54,
    borderTopWidth: 0.8,
    borderTopColor: RULE,
    paddingTop: 6,
    flexDirection: "row",
    justifyContent: "space-between",
    fontSize: 8.5,
    color: SOFT,
  },
});

/** `createdAt` is the instant of what it says, so that the same letter is the same file. */
export function renderLetter(paper: LetterPaper, createdAt: Date): Promise<Buffer> {
  const { title, sender, locale, signature } = paper;
  return renderToBuffer(
    <Document
      title={title}
      author={sender.town}
      language={locale}
      creationDate={createdAt}
      modificationDate={createdAt}
    >
      <Page size="A4" style={styles.page}>
        <View style={styles.margin} fixed />
        <Head paper={paper} />
        <Text style={styles.dateline}>{paper.dateline}</Text>
        <Text style={styles.title}>{title}</Text>
        <Facts facts={paper.facts} />
        {paper.body.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: printed once, in this order
          <Text key={index} style={styles.paragraph}>
            {text}
          </Text>
        ))}
        <Foot paper={paper} />
      </Page>
      {signature ? (
        <Page size="A4" style={styles.page}>
          <View style={styles.margin} fixed />
          <Text style={styles.title}>{signature.title}</Text>
          <Facts facts={signature.facts} />
          <Text style={styles.soft}>{signature.note}</Text>
          <Foot paper={paper} />
        </Page>
      ) : null}
    </Document>,
  );
}

function Head({ paper: { sender, recipient } }: { paper: LetterPaper }) {
  return (
    <View style={styles.head}>
      <View style={{ width: 230 }}>
        <Text style={styles.town}>{sender.town}</Text>
        {sender.lines.map((line) => (
          <Text key={line} style={styles.soft}>
            {line}
          </Text>
        ))}
      </View>
      <View style={styles.recipient}>
        {recipient.map((line) => (
          <Text key={line}>{line}</Text>
        ))}
      </View>
    </View>
  );
}

function Facts({ facts }: { facts: LetterPaper["facts"] }) {
  if (facts.length === 0) return null;
  return (
    <View style={styles.facts}>
      {facts.map(([term, value]) => (
        <View key={term} style={styles.fact} wrap={false}>
          <Text style={styles.term}>{term}</Text>
          <Text style={styles.value}>{value}</Text>
        </View>
      ))}
    </View>
  );
}

function Foot({ paper: { foot, page } }: { paper: LetterPaper }) {
  return (
    <View style={styles.foot} fixed>
      <Text style={{ width: 400 }}>{foot}</Text>
      <Text
        style={{ width: 70, textAlign: "right" }}
        render={({ pageNumber, totalPages }) =>
          page.replace("{page}", String(pageNumber)).replace("{pages}", String(totalPages))
        }
      />
    </View>
  );
}
