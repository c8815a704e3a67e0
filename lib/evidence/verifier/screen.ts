/** The page of the verifier, in the browser: takes a file, judges it here, says the verdict. Nothing is sent: the page's own policy forbids it. */
import { type Judged, judge, showPayload } from "./judge";
import { settle, Unable } from "./primitives";

type Words = {
  locale: string;
  ok: string;
  no: string;
  reading: string;
  reasons: Record<string, string>;
  labels: Record<string, string>;
  parts: Record<string, string>;
  who: Record<string, string>;
  events: Record<string, string>;
  noWitness: string;
  witness: string;
  stamped: string;
  place: string;
  none: string;
};

const LARGEST = 16 * 1024 * 1024;

export function start(page: Document): void {
  const words = JSON.parse(page.getElementById("words")?.textContent ?? "{}") as Words;
  const file = page.getElementById("file") as HTMLInputElement;
  const keys = page.getElementById("keys") as HTMLTextAreaElement;
  const given = page.getElementById("given")?.textContent ?? "";
  if (keys.value.trim() === "") keys.value = given.trim();
  const look = () => void lookAt(page, words, { chosen: file.files?.[0], keys: keys.value });
  file.addEventListener("change", look);
  keys.addEventListener("change", look);
}

type Asked = { chosen: File | undefined; keys: string };

async function lookAt(page: Document, words: Words, { chosen, keys }: Asked): Promise<void> {
  if (!chosen) return;
  const result = page.getElementById("result") as HTMLElement;
  result.replaceChildren(element(page, "p", words.reading));
  try {
    const text = chosen.size > LARGEST ? "" : await chosen.text();
    show(page, words, await settle(() => judge(text, keys)));
  } catch (error) {
    const reason = error instanceof Unable ? "unable" : "receipt";
    say(page, { title: words.no, text: words.reasons[reason] ?? "", good: false });
  }
}

function show(page: Document, words: Words, judged: Judged): void {
  if (!judged.ok) {
    say(page, { title: words.no, text: words.reasons[judged.reason] ?? "", good: false });
    return;
  }
  const { leaf, index, checkpoint, withheld } = judged.verified;
  const who = words.who[leaf.role] ?? words.who.system ?? "";
  const told = (words.events[leaf.type] ?? leaf.type).replace("{who}", who);
  const witnesses = checkpoint.witnesses.map(({ name, seconds }) =>
    fill(words.witness, { name, moment: moment(words, new Date(Number(seconds) * 1000)) }),
  );
  const place = fill(words.place, { index: `${index + 1n}`, size: `${checkpoint.size}`, origin: checkpoint.origin });
  const rows: [string, string][] = [
    ["what", told],
    ["when", moment(words, new Date(leaf.at))],
    ["object", leaf.object],
    ["event", leaf.id],
    ["place", place],
    ["witnesses", witnesses.length > 0 ? witnesses.join(" ; ") : words.noWitness],
    ...(judged.stamped ? [["stamp", words.stamped] as [string, string]] : []),
    ["withheld", withheld.map((part) => words.parts[part] ?? part).join(", ") || words.none],
  ];
  const result = say(page, { title: words.ok, text: words.labels.okText ?? "", good: true });
  const list = page.createElement("dl");
  for (const [name, value] of rows)
    list.append(element(page, "dt", words.labels[name] ?? name), element(page, "dd", value));
  result.append(list);
  for (const { part, payload } of judged.disclosures) {
    result.append(element(page, "h3", words.parts[part] ?? part), element(page, "pre", showPayload(payload)));
  }
}

function say(page: Document, { title, text, good }: { title: string; text: string; good: boolean }): HTMLElement {
  const result = page.getElementById("result") as HTMLElement;
  result.className = good ? "good" : "bad";
  result.replaceChildren(element(page, "h2", `${good ? "✓" : "✕"} ${title}`), element(page, "p", text));
  return result;
}

function element(page: Document, name: string, text: string): HTMLElement {
  const made = page.createElement(name);
  made.textContent = text;
  return made;
}

function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function moment({ locale }: Words, date: Date): string {
  const look = { dateStyle: "full", timeStyle: "medium", timeZone: "Europe/Paris" } as const;
  return new Intl.DateTimeFormat(locale, look).format(date);
}
