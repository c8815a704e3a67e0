/**
 * The worker of the page at the gate (/gestion/pointage and below). It keeps that one page and its pieces, which name nobody: the lists of
 * children are the page's own affair, encrypted in its store. Everything else goes to the network as if this file did not exist.
 */
const CACHE = "pointage-1";
const SHELL = "/gestion/pointage/porte";
const PIECE = /\/_next\/static\/[^"'\\\s)?]+/g;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepShell());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "renew") event.waitUntil(keepShell());
});

/** The page as it is now, with every piece that it names. One that sends elsewhere (signed out, maintenance) is not the page. */
async function keepShell() {
  const answer = await fetch(SHELL, { redirect: "manual", credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  const cache = await caches.open(CACHE);
  const page = await answer.clone().text();
  const pieces = new Set(page.match(PIECE) ?? []);
  await Promise.all([...pieces].map((piece) => keepPiece(cache, piece)));
  for (const style of [...pieces].filter((piece) => piece.endsWith(".css"))) {
    const text = await (await cache.match(style))?.text();
    for (const [, address] of (text ?? "").matchAll(/url\(["']?([^"')]+)/g)) {
      const piece = new URL(address, new URL(style, self.location.origin)).pathname;
      if (piece.startsWith("/_next/static/") && !pieces.has(piece)) {
        pieces.add(piece);
        await keepPiece(cache, piece);
      }
    }
  }
  await cache.put(SHELL, answer);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname !== SHELL && !pieces.has(pathname)) await cache.delete(request);
  }
}

async function keepPiece(cache, piece) {
  if (await cache.match(piece)) return;
  const answer = await fetch(piece).catch(() => null);
  if (answer?.ok) await cache.put(piece, answer);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/_next/static/")) event.respondWith(pieceOf(request));
  else if (request.mode === "navigate") event.respondWith(pageOf(request, pathname));
});

/** Pieces carry their content in their name: one that is kept never changes. */
async function pieceOf(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** At the gate the kept page opens at once and looks for news by itself; other addresses ask the network, and lead there without it. */
async function pageOf(request, pathname) {
  const kept = await caches.match(SHELL, { ignoreVary: true });
  if (pathname === SHELL && kept) return kept;
  return fetch(request).catch(() => kept ?? Response.error());
}
