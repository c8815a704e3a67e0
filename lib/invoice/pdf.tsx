/**
 * The printed invoice: A4, the portal's own typeface embedded whole, the words of rules-document.
 * Rendered once, in the worker; the bytes are kept and never made again.
 */
import { Document, Page, Path, renderToBuffer, StyleSheet, Svg, Text, View } from "@react-pdf/renderer";
import type { ReactElement } from "react";
import { A4_HEIGHT, EDGE, FAMILY, INK, MARGIN, RULE, SOFT } from "@/lib/paper/pdf";
import type { DocumentGroup, DocumentRow, InvoiceDocument } from "./rules-document";

const styles = StyleSheet.create({
  page: {
    paddingTop: 36,
    paddingBottom: 70,
    paddingLeft: 52,
    paddingRight: 40,
    fontFamily: FAMILY,
    fontSize: 10,
    lineHeight: 1.3,
    color: INK,
  },
  margin: { position: "absolute", left: 34, top: 0, height: A4_HEIGHT, width: 0.8, backgroundColor: MARGIN },
  head: { flexDirection: "row", justifyContent: "space-between", marginBottom: 16 },
  issuer: { width: 240 },
  town: { fontSize: 13, fontWeight: 700, lineHeight: 1.3 },
  soft: { color: SOFT },
  small: { fontSize: 8.5, color: SOFT },
  titleBox: { width: 246, height: 104, paddingVertical: 13, paddingHorizontal: 18 },
  frame: { position: "absolute", left: 0, top: 0 },
  title: { fontSize: 14, fontWeight: 700, lineHeight: 1.3, marginBottom: 4 },
  fact: { flexDirection: "row", justifyContent: "space-between", paddingVertical: 2.2, fontSize: 9.5 },
  strong: { fontWeight: 600 },
  recipient: { width: 246, paddingLeft: 6, fontSize: 11 },
  mentions: { width: 236, justifyContent: "flex-end" },
  columns: {
    flexDirection: "row",
    borderBottomWidth: 1,
    borderBottomColor: INK,
    paddingBottom: 3,
    fontSize: 8.5,
    color: SOFT,
  },
  row: { flexDirection: "row", borderBottomWidth: 0.6, borderBottomColor: RULE, paddingVertical: 3 },
  group: { flexDirection: "row", borderBottomWidth: 0.8, borderBottomColor: EDGE, paddingTop: 7, paddingBottom: 2 },
  service: { flex: 1, paddingRight: 8 },
  quantity: { width: 78, textAlign: "right" },
  price: { width: 66, textAlign: "right" },
  amount: { width: 72, textAlign: "right" },
  totalLine: { flexDirection: "row", justifyContent: "space-between", alignItems: "center", marginTop: 14 },
  totalBox: {
    width: 196,
    height: 46,
    paddingHorizontal: 16,
    flexDirection: "row",
    justifyContent: "space-between",
    alignItems: "center",
  },
  figure: { fontSize: 17, fontWeight: 700 },
  ways: { flexDirection: "row", justifyContent: "space-between", marginTop: 14 },
  way: { width: 242 },
  wayTitle: { fontSize: 11, fontWeight: 700, marginBottom: 2 },
  foot: {
    position: "absolute",
    left: 52,
    right: 40,
    top: A4_HEIGHT - 54,
    borderTopWidth: 0.8,
    borderTopColor: EDGE,
    paddingTop: 6,
    flexDirection: "row",
    justifyContent: "space-between",
    fontSize: 8,
    color: SOFT,
  },
});

/** `createdAt` is the instant of issue: the same invoice gives the same file. */
export function renderInvoicePdf(
  content: InvoiceDocument,
  createdAt: Date,
  /** Stands after the ways to pay. */
  extra: ReactElement | null = null,
): Promise<Buffer> {
  return renderToBuffer(
    <Document
      title={`${content.title}, ${content.facts[0]?.value ?? ""}`}
      author={content.issuer.town}
      language={content.locale}
      creationDate={createdAt}
      modificationDate={createdAt}
    >
      <Page size="A4" style={styles.page}>
        <View style={styles.margin} fixed />
        <Head content={content} />
        <Lines content={content} />
        <Total content={content} />
        <Ways content={content} />
        {extra}
        <Foot content={content} />
      </Page>
    </Document>,
  );
}

type Part = { content: InvoiceDocument };

function Head({ content }: Part) {
  const { issuer, facts, title, recipient, mentions } = content;
  return (
    <>
      <View style={styles.head}>
        <View style={styles.issuer}>
          <Text style={styles.town}>{issuer.town}</Text>
          <Text style={[styles.soft, { marginBottom: 6 }]}>{issuer.regie}</Text>
          {issuer.lines.map((line) => (
            <Text key={line}>{line}</Text>
          ))}
        </View>
        <View style={styles.titleBox}>
          <Frame width={246} height={104} />
          <Text style={styles.title}>{title}</Text>
          {facts.map(({ term, value }) => (
            <View key={term} style={styles.fact}>
              <Text style={styles.soft}>{term}</Text>
              <Text style={styles.strong}>{value}</Text>
            </View>
          ))}
        </View>
      </View>
      <View style={styles.head}>
        <View style={styles.mentions}>
          {mentions.map((line) => (
            <Text key={line} style={styles.small}>
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
    </>
  );
}

function Lines({ content }: Part) {
  const { columns, groups } = content;
  return (
    <View>
      <View style={styles.columns} fixed>
        <Text style={styles.service}>{columns.service}</Text>
        <Text style={styles.quantity}>{columns.quantity}</Text>
        <Text style={styles.price}>{columns.price}</Text>
        <Text style={styles.amount}>{columns.amount}</Text>
      </View>
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: printed once, in this order
        <Group key={index} group={group} />
      ))}
    </View>
  );
}

function Group({ group }: { group: DocumentGroup }) {
  return (
    <>
      <View style={styles.group} wrap={false} minPresenceAhead={40}>
        <Text style={styles.strong}>{group.detail ? `${group.title}, ${group.detail}` : group.title}</Text>
      </View>
      {group.rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <Row key={index} row={row} />
      ))}
      <View style={styles.row} wrap={false}>
        <Text style={[styles.service, styles.strong]}>{group.totalLabel}</Text>
        <Text style={[styles.amount, styles.strong]}>{group.total}</Text>
      </View>
    </>
  );
}

function Row({ row }: { row: DocumentRow }) {
  return (
    <View style={styles.row} wrap={false}>
      <View style={styles.service}>
        <Text>{row.label}</Text>
        {row.note ? <Text style={styles.small}>{row.note}</Text> : null}
      </View>
      <Text style={styles.quantity}>{row.quantity}</Text>
      <Text style={styles.price}>{row.price}</Text>
      <Text style={styles.amount}>{row.amount}</Text>
    </View>
  );
}

function Total({ content: { remark, total, credit } }: Part) {
  const last = credit?.left ?? total;
  return (
    <View wrap={false}>
      {credit
        ? [total, credit.used].map(({ label, amount }) => (
            <View key={label} style={styles.row}>
              <Text style={[styles.service, styles.strong]}>{label}</Text>
              <Text style={[styles.amount, styles.strong]}>{amount}</Text>
            </View>
          ))
        : null}
      <View style={styles.totalLine}>
        <Text style={styles.small}>{remark}</Text>
        <View style={styles.totalBox}>
          <Frame width={196} height={46} />
          <Text>{last.label}</Text>
          <Text style={styles.figure}>{last.amount}</Text>
        </View>
      </View>
    </View>
  );
}

function Ways({ content: { pay, question } }: Part) {
  return (
    <View style={styles.ways} wrap={false}>
      {[pay, question].map((part) => (
        <View key={part.title} style={styles.way}>
          <Text style={styles.wayTitle}>{part.title}</Text>
          {part.lines.map((line) => (
            <Text key={line} style={styles.small}>
              {line}
            </Text>
          ))}
        </View>
      ))}
    </View>
  );
}

function Foot({ content: { foot } }: Part) {
  return (
    <View style={styles.foot} fixed>
      <Text style={{ width: 150 }}>{foot.identity}</Text>
      <Text style={{ width: 250 }}>{foot.data}</Text>
      <Text
        style={{ width: 80, textAlign: "right" }}
        render={({ pageNumber, totalPages }) =>
          foot.page.replace("{page}", String(pageNumber)).replace("{pages}", String(totalPages))
        }
      />
    </View>
  );
}

/** The name tag of the exercise book: a double frame with scooped corners. */
function Frame({ width, height }: { width: number; height: number }) {
  return (
    <Svg width={width} height={height} style={styles.frame} viewBox={`0 0 ${width} ${height}`}>
      <Path d={scooped(width, height, 1)} stroke={INK} strokeWidth={1.2} fill="none" />
      <Path d={scooped(width, height, 4)} stroke={EDGE} strokeWidth={0.7} fill="none" />
    </Svg>
  );
}

const SCOOP = 10;

function scooped(width: number, height: number, inset: number): string {
  const [left, top, right, bottom] = [inset, inset, width - inset, height - inset];
  const arc = (x: number, y: number) => `A ${SCOOP} ${SCOOP} 0 0 0 ${x} ${y}`;
  return [
    `M ${left + SCOOP} ${top} L ${right - SCOOP} ${top} ${arc(right, top + SCOOP)}`,
    `L ${right} ${bottom - SCOOP} ${arc(right - SCOOP, bottom)}`,
    `L ${left + SCOOP} ${bottom} ${arc(left, bottom - SCOOP)}`,
    `L ${left} ${top + SCOOP} ${arc(left + SCOOP, top)} Z`,
  ].join(" ");
}
