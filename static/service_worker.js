// Keeps one whole build of Genjin on this device: it opens without a network, and no page is ever made
// of two builds. `cargo xtask dist` fills in the first two constants.
"use strict";

const BUILD = "";
// Every file of the build by its name beside this script, with the SHA-256 of its bytes in base64, the
// largest first.
const FILES = {};

const HOME = new URL("./", self.location).href;
// Caches belong to the whole host, where other apps and other copies of Genjin may live.
const PREFIX = `genjin:${new URL(HOME).pathname}:build:`;
const OWN = PREFIX + BUILD;
// What other apps handed over and no page has taken yet.
const SHARED = PREFIX.replace(/build:$/, "shared");

// What the host has in place of a file is not that file.
class WrongFile extends Error {}

async function isRight(name, bytes) {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return btoa(String.fromCharCode(...new Uint8Array(digest))) === FILES[name];
}

// The file as a cache holds it; nothing where it is missing or damaged. It is read twice, because a
// browser may keep what a script compiles to with the cache's own answer, and not with a copy.
async function kept(cache, name) {
  try {
    const looked = await cache.match(HOME + name);
    const isWhole = looked && (await isRight(name, await looked.arrayBuffer()));
    return isWhole ? await cache.match(HOME + name) : undefined;
  } catch {
    return undefined;
  }
}

// The file as the host has it. What the browser fetched for the page will do if it is the right one;
// else it is asked for anew.
async function fetched(name) {
  for (const cache of ["force-cache", "reload"]) {
    const response = await fetch(HOME + name, { cache });
    const bytes = await response.arrayBuffer();
    if (response.ok && (await isRight(name, bytes))) {
      const headers = new Headers(response.headers);
      // The bytes are unpacked.
      headers.delete("content-encoding");
      headers.delete("content-length");
      // Made anew, because a page must not be an answer that was redirected.
      return new Response(bytes, { headers });
    }
    if (500 <= response.status) throw new Error(`the host answers ${response.status}`);
  }
  throw new WrongFile(`the host has another ${name} than build ${BUILD}`);
}

const isOfThisApp = (cache) => cache.startsWith(PREFIX) && /^[0-9a-f]+$/.test(cache.slice(PREFIX.length));

async function otherCaches() {
  const names = (await caches.keys()).filter((name) => isOfThisApp(name) && name !== OWN);
  return Promise.all(names.map((name) => caches.open(name)));
}

// Puts into the cache what it lacks. A file that another build has too is not fetched again.
async function fill(cache, names) {
  const others = await otherCaches();
  const put = async (name) => {
    if (await kept(cache, name)) return;
    let response;
    for (const other of others) response ||= await kept(other, name);
    await cache.put(HOME + name, response || (await fetched(name)));
  };
  const failed = (await Promise.allSettled(names.map(put))).find((put) => put.status === "rejected");
  if (failed) throw failed.reason;
}

const isFull = async (cache) => (await cache.keys()).length === Object.keys(FILES).length;

// Emptied first: as long as anybody has it open, a cache that is deleted goes on taking its room, which
// on a full disk is the user's.
async function remove(name) {
  const cache = await caches.open(name);
  await Promise.allSettled((await cache.keys()).map((key) => cache.delete(key)));
  return caches.delete(name);
}

// All or nothing: a build of which one file is missing or wrong is not installed.
async function install() {
  const cache = await caches.open(OWN);
  // A build that came back is in use already, and must not suffer if this fails.
  const wasFull = await isFull(cache);
  try {
    const names = Object.keys(FILES);
    // Where there is no room for the largest, the others take none from the user, not even for a moment.
    await fill(cache, names.slice(0, 1));
    await fill(cache, names);
    if (!(await isFull(await caches.open(OWN)))) throw new Error("the cache was cleared meanwhile");
  } catch (cause) {
    if (!wasFull) await remove(OWN).catch(() => {});
    throw cause;
  }
}

// Deletes the caches of other builds. A page holds a lock of its build's name for as long as it is
// open, and what is being installed or waits is left alone.
async function clearOthers() {
  const names = (await caches.keys()).filter((name) => isOfThisApp(name) && name !== OWN);
  if (self.registration.installing || self.registration.waiting) return;
  for (const name of names) {
    await navigator.locks.request(name, { ifAvailable: true }, (lock) => lock && remove(name));
  }
}

let filling;

// One file of this build; mends the cache where it has none. Fails where the host cannot help.
async function own(event, name) {
  const cache = await caches.open(OWN).catch(() => undefined);
  const here = cache && (await kept(cache, name));
  if (here) return here;
  const response = await fetched(name);
  if (cache) {
    const copy = response.clone();
    filling ||= cache
      .put(HOME + name, copy)
      .then(() => fill(cache, Object.keys(FILES)))
      // Tried again with the next file that is missing.
      .catch(() => {})
      .then(() => (filling = undefined));
    event.waitUntil(filling);
  }
  return response;
}

const DAMAGED = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Genjin 跟进</title></head><body><main><h1>Genjin 跟进</h1>
<p>Genjin cannot be opened: what this device keeps of the app for use without a network is damaged, \
and the site cannot be reached. Your data is untouched. Connect to the network, then reload the page.</p>
<p lang="zh-Hans">Genjin 无法打开：本设备上供离线使用的程序文件已损坏，且无法连接到网站。\
您的数据没有受到影响。请连接网络后重新加载页面。</p>
</main></body></html>`;

async function page(event) {
  try {
    return await own(event, "index.html");
  } catch (cause) {
    const theirs = cause instanceof WrongFile && (await fetch(HOME, { cache: "no-cache" }).catch(() => {}));
    if (theirs && theirs.ok) {
      // The host has moved on and this build cannot be mended, so the host's is shown, all of it.
      await self.registration.unregister();
      return new Response(theirs.body, { headers: theirs.headers });
    }
    const headers = { "content-type": "text/html; charset=utf-8" };
    return new Response(DAMAGED, { status: 503, headers });
  }
}

// A page that lacks a script or a style has not come up, so nothing is lost by loading it anew.
async function loadAnew(event) {
  const isOfTheStart = ["script", "style"].includes(event.request.destination);
  const client = isOfTheStart && (await self.clients.get(event.clientId));
  if (client) await client.navigate(client.url);
}

async function file(event, name) {
  try {
    return await own(event, name);
  } catch (cause) {
    if (cause instanceof WrongFile && event.request.destination === "script") {
      await self.registration.unregister();
      event.waitUntil(loadAnew(event));
    }
    return Response.error();
  }
}

// A file of another build, asked for by a page that was open when this one was taken.
async function fileOfAnother(event) {
  for (const cache of await otherCaches()) {
    const response = await cache.match(event.request);
    if (response) return response;
  }
  const response = await fetch(event.request);
  if (!response.ok) event.waitUntil(loadAnew(event));
  return response;
}

// Keeps what another app shares, and sends the user to where it goes on: a file to the page that
// imports, words to the log.
async function share(request) {
  const form = await request.formData();
  const shared = form.getAll("file").find((file) => file instanceof File && file.name);
  const words = ["title", "text", "url"].map((name) => form.get(name)).filter(Boolean).join("\n");
  const id = crypto.randomUUID();
  const headers = { "x-name": encodeURIComponent(shared ? shared.name : "") };
  const cache = await caches.open(SHARED);
  await cache.put(`${HOME}shared/${id}`, new Response(shared || words, { headers }));
  const place = shared ? "#/data?shared=" : "#/today?do=log&shared=";
  return Response.redirect(HOME + place + id, 303);
}

// Hands it over, once.
async function handOver(request) {
  const cache = await caches.open(SHARED);
  const shared = await cache.match(request);
  await cache.delete(request);
  return shared || new Response("", { status: 404 });
}

self.addEventListener("install", (event) => event.waitUntil(install()));

self.addEventListener("activate", (event) => {
  // Whatever an older build was handed and nobody took is of no use to anybody.
  const begin = () => Promise.all([clearOthers(), caches.delete(SHARED)]);
  event.waitUntil(self.clients.claim().then(begin));
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method === "POST" && url === `${HOME}share`) event.respondWith(share(event.request));
  if (method !== "GET" || !url.startsWith(HOME)) return;
  const name = url.slice(HOME.length).split("#")[0];
  if (name.startsWith("shared/")) {
    event.respondWith(handOver(event.request));
  } else if (mode === "navigate") {
    // Other pages of the folder are none of its business.
    if (["", "index.html"].includes(name.split("?")[0])) event.respondWith(page(event));
  } else if (Object.hasOwn(FILES, name)) {
    event.respondWith(file(event, name));
  } else if (/-[0-9a-f]{16}[._]/.test(name)) {
    event.respondWith(fileOfAnother(event));
  }
});

// The page of this build could not start with what it was given.
async function giveUp() {
  const { waiting } = self.registration;
  if (waiting) {
    waiting.postMessage("take");
  } else if ((await fetch(HOME, { cache: "no-cache" })).ok) {
    // The next load asks the host for everything.
    await self.registration.unregister();
  }
}

// Every question is answered with the build.
self.addEventListener("message", (event) => {
  const [port] = event.ports;
  if (port) port.postMessage(BUILD);
  if (event.data === "take") self.skipWaiting();
  if (event.data === "settled") event.waitUntil(clearOthers());
  if (event.data === "broken") event.waitUntil(giveUp().catch(() => {}));
});
