/** The symbol of the treasury on a printed invoice, with the words that say what it is for. */
import { Path, StyleSheet, Svg, Text, View } from "@react-pdf/renderer";
import type { Symbol2D } from "./datamatrix";

const styles = StyleSheet.create({
  scan: { flexDirection: "row", alignItems: "center", gap: 10, marginTop: 12 },
  caption: { width: 242, fontSize: 8.5, color: "#4a5676" },
});

/** In points: 0.56 mm, which a camera and a desk scanner read. */
const MODULE = 1.6;

export function scanToPay({ side, path }: Symbol2D, caption: string) {
  return (
    <View style={styles.scan} wrap={false}>
      <Svg width={side * MODULE} height={side * MODULE} viewBox={`0 0 ${side} ${side}`}>
        <Path d={path} fill="#000000" />
      </Svg>
      <Text style={styles.caption}>{caption}</Text>
    </View>
  );
}
