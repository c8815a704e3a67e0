/** What Next runs once, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { fillAbsentPages } = await import("./lib/server/absent-page");
  fillAbsentPages();
}
