/**
 * The two colours a commune may set, and what follows from them in both themes. Contrasts are those of WCAG 2.2 (1.4.3):
 * text must reach 4.5 on its ground, or the pair is refused. Colours are "#rrggbb".
 */
export type Colour = string;
export type CommuneColours = { blue: Colour; marigold: Colour };

export const DRAWN_COLOURS: CommuneColours = { blue: "#23409f", marigold: "#f5b12a" };

const PAPER = "#fbf8ef";
const SLATE = "#141a2a";
const INK = "#182449";
const WHITE = "#ffffff";
const BLACK = "#000000";
const ON_BLUE_AT_NIGHT = "#111a36";
const ON_MARIGOLD_AT_NIGHT = "#1c1503";
const ENOUGH = 4.5;
/** What the drawn theme reaches for links at night: a derived blue should not do worse. */
const WELL = 7;

export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

function channels(colour: Colour): [number, number, number] {
  const part = (from: number) => Number.parseInt(colour.slice(from, from + 2), 16);
  return [part(1), part(3), part(5)];
}

/** `share` 0 gives `from`, 1 gives `to`. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const target = channels(to);
  const mixed = channels(from).map((value, index) => Math.round(value + ((target[index] ?? 0) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function luminance(colour: Colour): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 (the same) to 21 (black on white). */
export function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Moves `colour` towards `pole` by the smallest of twenty steps that reaches `wanted` on `ground`. */
function reach(colour: Colour, pole: Colour, { ground, wanted }: { ground: Colour; wanted: number }): Colour {
  for (let step = 0; step < 20; step++) {
    const candidate = mix(colour, pole, step / 20);
    if (contrast(candidate, ground) >= wanted) return candidate;
  }
  return pole;
}

export type ColourFault = "blue-on-paper" | "white-on-blue" | "ink-on-marigold";

/** The measures behind a verdict, to show beside the colours. The night's blue is derived to reach them. */
export function measureColours({ blue, marigold }: CommuneColours): Record<ColourFault, number> {
  return {
    "blue-on-paper": contrast(blue, PAPER),
    "white-on-blue": contrast(WHITE, blue),
    "ink-on-marigold": Math.min(contrast(INK, marigold), contrast(ON_MARIGOLD_AT_NIGHT, marigold)),
  };
}

/** What forbids these colours; empty when they may be used. */
export function refuseColours(colours: CommuneColours): ColourFault[] {
  const measures = measureColours(colours);
  return (Object.keys(measures) as ColourFault[]).filter((fault) => measures[fault] < ENOUGH);
}

function byDay({ blue, marigold }: CommuneColours): Record<string, Colour> {
  const wash = mix(marigold, PAPER, 0.78);
  return {
    blue,
    "blue-strong": mix(blue, BLACK, 0.3),
    "blue-wash": reach(mix(blue, PAPER, 0.9), WHITE, { ground: blue, wanted: ENOUGH }),
    "on-blue": WHITE,
    cover: mix(blue, BLACK, 0.3),
    marigold,
    "marigold-strong": reach(mix(marigold, BLACK, 0.09), WHITE, { ground: INK, wanted: ENOUGH }),
    "marigold-wash": wash,
    "marigold-ink": reach(mix(marigold, BLACK, 0.45), BLACK, { ground: wash, wanted: 6 }),
    "on-marigold": INK,
  };
}

function byNight({ blue, marigold }: CommuneColours): Record<string, Colour> {
  const light = reach(mix(blue, WHITE, 0.3), WHITE, { ground: SLATE, wanted: WELL });
  const wash = mix(marigold, SLATE, 0.84);
  return {
    blue: light,
    "blue-strong": mix(light, WHITE, 0.45),
    "blue-wash": reach(mix(light, SLATE, 0.84), SLATE, { ground: light, wanted: ENOUGH }),
    "on-blue": ON_BLUE_AT_NIGHT,
    cover: mix(blue, BLACK, 0.75),
    marigold,
    "marigold-strong": mix(marigold, WHITE, 0.3),
    "marigold-wash": wash,
    "marigold-ink": reach(mix(marigold, WHITE, 0.2), WHITE, { ground: wash, wanted: 6 }),
    "on-marigold": ON_MARIGOLD_AT_NIGHT,
  };
}

/** The style sheet of a commune; empty for the drawn colours, and for any that would be refused. */
export function styleOf(colours: CommuneColours): string {
  const drawn = colours.blue === DRAWN_COLOURS.blue && colours.marigold === DRAWN_COLOURS.marigold;
  if (drawn || !isColour(colours.blue) || !isColour(colours.marigold) || refuseColours(colours).length > 0) return "";
  const day = declarations(byDay(colours));
  const night = declarations(byNight(colours));
  return (
    `:root{${day}}` +
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${night}}}` +
    `@media screen{:root[data-theme=dark]{${night}}}`
  );
}

function declarations(colours: Record<string, Colour>): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--color-${name}:${colour}`)
    .join(";");
}

/** Every text and ground of the derived themes with its contrast, for the test that holds them to 4.5. */
export function derivedContrasts(colours: CommuneColours): { pair: string; contrast: number }[] {
  return (["day", "night"] as const).flatMap((theme) => {
    const set = theme === "day" ? byDay(colours) : byNight(colours);
    const paper = theme === "day" ? PAPER : SLATE;
    const measure = (text: string, ground: string) => ({
      pair: `${text} on ${ground}, ${theme}`,
      contrast: contrast(set[text] ?? paper, set[ground] ?? paper),
    });
    return [
      measure("blue", "paper"),
      measure("blue", "blue-wash"),
      measure("blue-strong", "paper"),
      measure("on-blue", "blue"),
      measure("on-blue", "blue-strong"),
      measure("on-marigold", "marigold"),
      measure("on-marigold", "marigold-strong"),
      measure("marigold-ink", "marigold-wash"),
      measure("marigold-ink", "paper"),
    ];
  });
}
