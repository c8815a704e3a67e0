/** Seals in a worker where there are workers, else in place. */
import { type Sealed, sealNow, type ToSeal } from "./seal-now";

export async function seal(page: ToSeal): Promise<Sealed> {
  try {
    return await sealBeside(page);
  } catch {
    return sealNow(page);
  }
}

function sealBeside(page: ToSeal): Promise<Sealed> {
  const worker = new Worker(new URL("./seal-worker.ts", import.meta.url), { type: "module" });
  return new Promise<Sealed>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ ok: true; sealed: Sealed } | { ok: false; error: string }>) =>
      data.ok ? resolve(data.sealed) : reject(new Error(data.error));
    worker.onerror = () => reject(new Error("The worker did not start"));
    worker.postMessage(page);
  }).finally(() => worker.terminate());
}
