// Keeps the page itself, so that a tablet shows something calm also while the launcher is away. Only the
// shell: what comes from /api/ is never kept, so nothing about a resident is ever in here.
const SHELL = "utsikt-shell-1";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(fetchShell());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin || address.pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") event.respondWith(newest());
  else if (address.pathname.startsWith("/assets/") || ICONS.includes(address.pathname)) event.respondWith(kept(request));
});

const ICONS = ["/mark.svg", "/icon-192.png", "/icon-512.png", "/icon-maskable-512.png", "/manifest.webmanifest"];

/** The page as the launcher has it now; the kept one while it is away. */
async function newest() {
  const shell = await caches.open(SHELL);
  try {
    const page = await fetch("/", { cache: "no-cache" });
    if (!page.ok) throw new Error(`the page answers ${page.status}`);
    await renew(shell, page.clone());
    return page;
  } catch {
    return (await shell.match("/")) ?? Response.error();
  }
}

/** A file of the shell: its name says what is in it, so a kept one is right. */
async function kept(request) {
  const shell = await caches.open(SHELL);
  const known = await shell.match(request);
  if (known !== undefined) return known;
  const file = await fetch(request);
  if (file.ok) await shell.put(request, file.clone());
  return file;
}

async function fetchShell() {
  const shell = await caches.open(SHELL);
  await renew(shell, await fetch("/", { cache: "no-cache" }));
}

/** Keeps a page with all that it names, and lets go of what it no longer does. */
async function renew(shell, page) {
  const text = await page.clone().text();
  const named = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  const styles = named.filter((path) => path.endsWith(".css"));
  for (const path of named) if ((await shell.match(path)) === undefined) await shell.add(path);
  for (const path of styles) {
    const style = await (await shell.match(path)).text();
    for (const [, file] of style.matchAll(/url\(["']?(\/assets\/[^"')]+)/g)) {
      named.push(file);
      if ((await shell.match(file)) === undefined) await shell.add(file);
    }
  }
  for (const request of await shell.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/assets/") && !named.includes(pathname)) await shell.delete(request);
  }
  await shell.put("/", page);
}
