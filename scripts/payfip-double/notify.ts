/** The server's own call to `urlnotif`: the operation id as a form field, nothing else, tried once. */
import { setTimeout as wait } from "node:timers/promises";
import type { Payment } from "./bank";
import type { Behaviour } from "./behaviour";

const PATIENCE_MS = 5000;

/** Resolves when the portal has answered, however it did: what happened is written on the payment. */
export async function notify(payment: Payment, now: Date): Promise<void> {
  const url = payment.fields.urlnotif;
  if (!url) return;
  payment.notifications.push({ at: now.toISOString(), status: await statusOf(url, payment.key), url });
}

async function statusOf(url: string, idop: string): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ idop }).toString(),
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}

/** Notifies as told. Waits for the portal only when the notification must come before the payer's return. */
export async function notifyAsTold(payment: Payment, behaviour: Behaviour, now: () => Date): Promise<void> {
  if (behaviour.notifyNever || payment.interface === "form") return;
  const calls = () => Array.from({ length: behaviour.notifyTwice ? 2 : 1 }, () => notify(payment, now()));
  if (behaviour.notifyBeforeReturn) {
    await Promise.all(calls());
    return;
  }
  void wait(behaviour.notifyDelayMs, undefined, { ref: false }).then(() => Promise.all(calls()));
}
