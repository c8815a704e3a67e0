/** Tells the double of the treasury's service how to misbehave, through the back door it has for tests. */
const origin = () => new URL(process.env.PAYFIP_PAGE_URL ?? "").origin;

type Behaviour = {
  notifyNever?: boolean;
  notifyTwice?: boolean;
  notifyBeforeReturn?: boolean;
  loseAnswers?: number;
  delayMs?: number;
};

/** For the time of `work`. */
export async function misbehaving(behaviour: Behaviour, work: () => Promise<void>): Promise<void> {
  await fetch(`${origin()}/_double/behaviour`, { method: "POST", body: JSON.stringify(behaviour) });
  try {
    await work();
  } finally {
    await fetch(`${origin()}/_double/behaviour`, { method: "DELETE" });
  }
}
