// What the benchmarks need of the page itself: raw IndexedDB to compare with, and keys.

const STORE = 'rows';

function open(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function remove(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
  });
}

/** Puts values under their numbers in one transaction; how long it took until `complete`. */
function put(database, values) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' });
    const store = transaction.objectStore(STORE);
    values.forEach((value, key) => store.put(value, key));
    transaction.oncomplete = () => resolve(performance.now() - began);
    transaction.onabort = () => reject(transaction.error);
  });
}

async function putAll(values) {
  const name = `bench-raw-${Math.random()}`;
  const database = await open(name);
  const took = await put(database, values);
  database.close();
  await remove(name);
  return took;
}

function wait(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The moment just after the next frame was painted. */
function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now());
      channel.port2.postMessage(0);
    });
  });
}

/** How long from an act to the frame that shows it. Acts fall anywhere between two frames. */
async function toPaint(act) {
  await wait(20 + Math.random() * 40);
  const began = performance.now();
  act();
  return (await painted()) - began;
}

function slideTo(id, value) {
  const slider = document.getElementById(id);
  slider.value = value;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
}

let bare;

return {
  now: () => performance.now(),

  /** One record of `IndexedDB` for each text, as most libraries store rows. */
  oneRecordEach: (texts) =>
    putAll(
      texts.map((content, id) => ({
        id,
        customer: id % 10000,
        at: 1723780800000 - id * 60000,
        channel: 'phone',
        content,
      })),
    ),

  /** The same bytes in blocks, without any of Genjin's own work. */
  packed: (texts, perBlock) => {
    const encoder = new TextEncoder();
    const blocks = [];
    for (let from = 0; from < texts.length; from += perBlock) {
      const lines = texts.slice(from, from + perBlock).map((content, place) =>
        JSON.stringify({
          id: `0190a1b2-0000-7000-8000-${String(from + place).padStart(12, '0')}`,
          customers: [`0190a1b2-0000-7000-8000-${String((from + place) % 10000).padStart(12, '0')}`],
          at: '2024-08-16T12:00:00+08:00',
          channel: 'phone',
          content,
          origin: { source: '0190a1b2-0000-7000-8000-000000000000', key: String(from + place), row_hash: 'a' },
        }),
      );
      blocks.push(encoder.encode(lines.join('\n')));
    }
    return putAll(blocks);
  },

  /** One strict put of so many bytes, in a database that stays open. */
  barePut: async (bytes) => {
    bare ??= await open(`bench-bare-${Math.random()}`);
    return put(bare, [new Uint8Array(bytes)]);
  },

  removeDatabase: remove,

  /** A place for the app, dressed as on the page. */
  stage: (styles) => {
    const style = document.createElement('style');
    style.textContent = styles;
    document.head.append(style);
    const stage = document.createElement('div');
    stage.id = 'app';
    document.body.prepend(stage);
    // The runner's own address means nothing to the app.
    location.hash = '#/today';
    return stage;
  },

  strike: () => document.getElementById('app')?.remove(),

  /** Waits until something is on the page. */
  appears: async (selector) => {
    for (let tries = 0; !document.querySelector(selector); tries += 1) {
      if (tries === 600) throw new Error(`never appeared: ${selector}`);
      await painted();
    }
  },

  press: (key) =>
    toPaint(() =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      ),
    ),

  /** One letter more in the words of the log dialog. */
  type: () =>
    toPaint(() => {
      const field = document.querySelector('#log-content');
      field.value += 'a';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }),

  go: (hash) => {
    location.hash = hash;
  },

  /** What one step of a slider costs the page: from the beginning of the frame that shows it until it is painted. */
  slide: async (id, value) => {
    await wait(20 + Math.random() * 40);
    let began;
    requestAnimationFrame(() => (began = performance.now()));
    slideTo(id, value);
    return (await painted()) - began;
  },

  /** Milliseconds a frame while a slider is moved twice between each two of so many frames. */
  drag: async (id, frames) => {
    const began = await painted();
    let ended = began;
    for (let frame = 0; frame < frames; frame += 1) {
      slideTo(id, (frame % 20) / 10);
      slideTo(id, (frame % 20) / 10 + 0.1);
      ended = await painted();
    }
    return (ended - began) / frames;
  },

  /** Saves the log dialog: to the next frame, and until the dialog has gone from the screen. */
  save: async () => {
    const dialog = document.querySelector('dialog[open]');
    let landed;
    const first = await toPaint(() => {
      landed = performance.now();
      dialog.querySelector('button[type=submit]').click();
    });
    let gone = performance.now();
    for (let tries = 0; dialog.isConnected && tries < 600; tries += 1) gone = await painted();
    if (dialog.isConnected) throw new Error(`was not saved: ${dialog.innerText}`);
    return [first, gone - landed];
  },
};
