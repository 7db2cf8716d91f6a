// Reads values of the database beside the page, and hands them over: for a large Book the browser needs as
// long to fetch and unpack them as the page to make sense of them. `src/store/indexed_db/reader.rs` asks;
// what is not answered, or answered with null, the page reads by itself.
"use strict";

let database;

function open(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    // There is none, and a reader makes none.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      // No other tab has to wait for a reader.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}

function read(area, keys) {
  const store = database.transaction(area).objectStore(area);
  const value = (key) =>
    new Promise((resolve, reject) => {
      const request = store.get(key);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => resolve(request.result);
    });
  return Promise.all(keys.map(value));
}

// The page sends the name of the database first, then pairs of an area and keys in it.
async function answer(asked) {
  if (typeof asked === "string") {
    database = await open(asked);
    return true;
  }
  const [area, keys] = asked;
  return read(area, keys);
}

self.addEventListener("message", async (event) => {
  const [port] = event.ports;
  try {
    const values = await answer(event.data);
    const bytes = [values].flat().filter((value) => value instanceof Uint8Array);
    // Their memory is given away, so that nothing is copied.
    port.postMessage(values, bytes.map((value) => value.buffer));
  } catch {
    port.postMessage(null);
  }
});
