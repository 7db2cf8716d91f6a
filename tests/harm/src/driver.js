// Uses the app from within, as fast as it takes it, and tells the harness outside what the page has
// shown as saved. Runs before the app's own scripts.
"use strict";
(function () {
  // A later Genjin, which opens the database in a later version.
  if (location.search === "?newer") {
    var open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (name, version) {
      return version ? open.call(this, name, version + 1) : open.call(this, name);
    };
  }

  var place = location.pathname.replace(/[^/]*$/, "");
  var book = "genjin:" + place + ":main:1";

  // The app puts its store in order once it was left alone for ten seconds, and then every minute;
  // here after a moment, so that it happens while there is work.
  var haste = { 10000: 100, 60000: 250 };
  var wait = window.setTimeout;
  window.setTimeout = function (act, milliseconds) {
    return wait.call(window, act, haste[milliseconds] || milliseconds);
  };

  // Whoever keeps order does so under a lock. That there was something to do shows in its first read.
  var isKeeping = false;
  var isFolding = false;
  var ask = LockManager.prototype.request;
  LockManager.prototype.request = function (name, options, grant) {
    var asked = ask.call(this, name, options, grant);
    if (/:upkeep$/.test(name)) {
      isKeeping = true;
      asked.finally(function () {
        if (isFolding) {
          tell("upkept", "");
        }
        isKeeping = false;
        isFolding = false;
      });
    }
    return asked;
  };
  var transact = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (areas, mode, options) {
    if (isKeeping && !isFolding && mode !== "readwrite") {
      isFolding = true;
      tell("keeps", "");
    }
    return transact.call(this, areas, mode, options);
  };

  // Where the harness is; an answer is JSON.
  function tell(what, body) {
    return fetch("./harm/" + what, { method: "POST", body: body }).then(function (answer) {
      return answer.json();
    });
  }

  // What the app has noted of its last write, which it does once the write is on disk.
  function noted() {
    return JSON.parse(localStorage.getItem(book) || "null") || { epoch: 0, sequence: 0 };
  }

  function status() {
    var line = document.querySelector("p.status[role=status]");
    return line && line.dataset.state;
  }

  function pause(milliseconds) {
    return new Promise(function (done) {
      setTimeout(done, milliseconds);
    });
  }

  // Lets the page go on without the four milliseconds that a timer takes at least.
  var channel = new MessageChannel();
  var ticking = [];
  channel.port1.onmessage = function () {
    ticking.shift()();
  };
  function tick() {
    return new Promise(function (done) {
      ticking.push(done);
      channel.port2.postMessage(0);
    });
  }

  async function until(what, question) {
    var end = performance.now() + 30000;
    for (var count = 0; ; count += 1) {
      var answer = question();
      if (answer) {
        return answer;
      }
      if (end < performance.now()) {
        var dialog = document.querySelector("dialog[open]");
        var shown = dialog ? "; the dialog says " + dialog.innerText.slice(0, 600) : "";
        var line = document.querySelector("p.status[role=status]");
        var state = line ? "; the status is " + line.dataset.state + ": " + line.innerText : "";
        var stands = "; noted " + JSON.stringify(noted());
        throw new Error("waited for " + what + " at " + location.hash + shown + state + stands);
      }
      await (count < 50 ? tick() : pause(3));
    }
  }

  function all(selector, words) {
    return Array.from(document.querySelectorAll(selector)).filter(function (one) {
      return one.textContent.includes(words);
    });
  }

  function heading(words) {
    return all("h1", words)[0];
  }

  function press(key, command) {
    document.body.dispatchEvent(
      new KeyboardEvent("keydown", { key: key, ctrlKey: !!command, bubbles: true, cancelable: true }),
    );
  }

  function fill(field, value) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // The same seed gives the same choices.
  function random(seed) {
    return function () {
      seed = (seed + 0x6d2b79f5) | 0;
      var mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  }

  // What was shown as saved, on its way out one parcel at a time: what is in one when the browser
  // dies was never heard of, and does not count.
  var heard = [];
  var isOnItsWay = false;
  function send() {
    if (isOnItsWay || !heard.length) {
      return;
    }
    isOnItsWay = true;
    tell("saved", JSON.stringify(heard.splice(0))).then(function () {
      isOnItsWay = false;
      send();
    });
  }

  // Waits until the page shows what was done, so many Changes, as saved.
  async function saved(before, what, count) {
    var steps = count || 1;
    var now = await until(what + " to be saved", function () {
      var now = noted();
      var isLater = before.epoch !== now.epoch || before.sequence + steps <= now.sequence;
      return isLater && status() === "saved" && now;
    });
    heard.push({ epoch: now.epoch, sequence: now.sequence, digest: now.digest, count: steps });
    send();
    return now;
  }

  // Every value that the database holds: a line of JSON that names them, then their bytes.
  async function stores() {
    var names = await indexedDB.databases();
    var lines = [];
    var parts = [];
    if (names.some(function (one) { return one.name === book; })) {
      var database = await new Promise(function (done, failed) {
        var opening = indexedDB.open(book);
        opening.onsuccess = function () { done(opening.result); };
        opening.onerror = function () { failed(opening.error); };
      });
      var areas = Array.from(database.objectStoreNames);
      if (areas.length) {
        var reading = database.transaction(areas);
        await Promise.all(areas.map(function (area) {
          var store = reading.objectStore(area);
          return Promise.all([store.getAllKeys(), store.getAll()].map(function (request) {
            return new Promise(function (done, failed) {
              request.onsuccess = function () { done(request.result); };
              request.onerror = function () { failed(request.error); };
            });
          })).then(function (found) {
            found[0].forEach(function (key, index) {
              lines.push([area, String(key), found[1][index].byteLength]);
              parts.push(found[1][index]);
            });
          });
        }));
      }
      database.close();
    }
    return new Blob([JSON.stringify(lines), "\n"].concat(parts));
  }

  // What the page shows once it has made up its mind.
  function verdict() {
    if (heading("could not be opened")) {
      return { shows: "recovery", words: document.querySelector("#app").innerText };
    }
    if (all("button", "Start empty").length) {
      return { shows: "welcome", words: "" };
    }
    if (status() && heading("Today")) {
      return { shows: "today", words: document.querySelector("main").innerText.slice(0, 400) };
    }
    return null;
  }

  async function go(address, words) {
    location.hash = address;
    await until(words, function () { return heading(words); });
  }

  // What Data hands out as a file, without a download.
  async function backup() {
    var made = null;
    var make = URL.createObjectURL;
    var click = HTMLAnchorElement.prototype.click;
    URL.createObjectURL = function (blob) {
      made = blob;
      return make.call(URL, blob);
    };
    HTMLAnchorElement.prototype.click = function () {};
    // An import may stand there still.
    await go("#/today", "Today");
    await go("#/data", "Data");
    (await until("the button for backups", function () {
      return all("button", "Save a backup")[0];
    })).click();
    var blob = await until("a backup", function () { return made; });
    URL.createObjectURL = make;
    HTMLAnchorElement.prototype.click = click;
    return blob;
  }

  function give(input, file) {
    var files = new DataTransfer();
    files.items.add(file);
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  var chance = random(1);
  function below(count) {
    return Math.floor(chance() * count);
  }

  // Words that nobody else writes, and those that were shown as saved.
  var name = "";
  var counter = 0;
  var newest = "";
  var wrote = [];
  function words() {
    counter += 1;
    newest = name + "n" + counter + "x";
    return newest + " 说过";
  }

  // How many Changes of this round can be taken back, and how many were.
  var done = 0;
  var taken = 0;

  async function change(what, act) {
    var before = noted();
    await act();
    await saved(before, what);
    wrote.push(newest);
    done += 1;
    taken = 0;
  }

  // Among how many customers those are chosen that are worked on.
  var few = 1e9;

  async function onCustomer() {
    if (!/^#\/customers\/./.test(location.hash) || !below(30)) {
      await go("#/customers", "Customers");
      var links = await until("a customer", function () {
        var links = document.querySelectorAll("main a[href^='#/customers/']");
        return links.length && links;
      });
      links[below(Math.min(links.length, few))].click();
    }
    await until("the customer's page", function () {
      return /^#\/customers\/./.test(location.hash) && document.querySelector(".page-head .back");
    });
    // It hears keys a moment after it can be seen, and until then they mean something else.
    await pause(30);
  }

  async function openForm(key, selector) {
    return until("the form", function () {
      var field = document.querySelector(selector);
      if (!field) {
        press(key);
      }
      return field;
    });
  }

  async function submit(field, selector) {
    // The form takes a moment to hear of what was typed.
    await tick();
    await tick();
    field.form.requestSubmit();
    var again = performance.now() + 2000;
    await until("the form to close", function () {
      // Where another tab was first, the form says so and is sent again.
      if (again < performance.now() && field.isConnected) {
        again += 2000;
        field.form.requestSubmit();
      }
      return !document.querySelector(selector);
    });
  }

  var works = {
    log: function () {
      return change("a communication", async function () {
        await onCustomer();
        var field = await openForm("l", "#log-content");
        fill(field, words());
        await submit(field, "#log-content");
      });
    },
    customer: function () {
      return change("a customer", async function () {
        var field = await openForm("c", "#customer-name");
        fill(field, "Customer " + words());
        await submit(field, "#customer-name");
      });
    },
    edit: function () {
      return change("an edit", async function () {
        await onCustomer();
        (await until("Edit", function () {
          return all("main button", "Edit")[0];
        })).click();
        var field = await until("the form", function () {
          return document.querySelector("#customer-name");
        });
        fill(field, "Customer " + words());
        await submit(field, "#customer-name");
      });
    },
    // Two keys on Today: nobody answered, tomorrow again.
    attempt: async function () {
      if (location.hash !== "#/today") {
        await go("#/today", "Today");
      }
      if (!document.querySelector(".q-row[data-current]")) {
        return works.log();
      }
      return change("an attempt", async function () {
        var again = 0;
        await until("the choice of a next step", function () {
          // Before the page is there, nobody hears a key.
          if (again < performance.now()) {
            again = performance.now() + 300;
            press("4");
          }
          return document.querySelector(".quick-bar");
        });
        press("t");
      });
    },
    undo: async function () {
      if (!done) {
        return works.log();
      }
      // The customer whose page is open may be what is taken back.
      location.hash = "#/promises";
      var before = noted();
      press("z", true);
      await saved(before, "taking back");
      done -= 1;
      taken += 1;
    },
    redo: async function () {
      if (!taken) {
        return works.undo();
      }
      var before = noted();
      press("y", true);
      await saved(before, "doing again");
      done += 1;
      taken -= 1;
    },
    // Takes back and does again by turns without waiting for each, which is the quickest that the
    // app can write; on a page that has little to draw.
    there_and_back: async function () {
      if (!done) {
        return works.log();
      }
      location.hash = "#/promises";
      var turns = Math.min(done, 1 + below(8));
      var keys = ["z", "y"];
      for (var key = 0; key < keys.length; key += 1) {
        var before = noted();
        for (var turn = 0; turn < turns; turn += 1) {
          press(keys[key], true);
        }
        await saved(before, "there and back", turns);
      }
    },
    import: function (plan) {
      return change("an import", async function () {
        var rows = ["name,company,phone"];
        for (var index = 0; index < plan.rows; index += 1) {
          rows.push("Imported " + words() + ",Firm " + below(1e6) + ",+49 30 " + below(1e8));
        }
        await go("#/today", "Today");
        await go("#/data", "Data");
        var input = await until("the place for files", function () {
          return document.querySelector("[aria-labelledby=data-import] input[type=file]");
        });
        give(input, new File([rows.join("\r\n")], "many.csv", { type: "text/csv" }));
        (await until("the columns", function () { return all("main button", "Continue")[0]; })).click();
        var button = await until("the check", function () {
          var found = all("main button", "Import ");
          return found.length === 1 && !found[0].disabled && heading("Import") && found[0];
        });
        await tell("about", "import");
        button.click();
        await until("the import", function () { return all("h1, h2", "Imported")[0]; });
      });
    },
    restore: async function () {
      if (!works.kept || !below(3)) {
        works.kept = await backup();
        return;
      }
      var before = noted();
      await go("#/today", "Today");
      await go("#/data", "Data");
      var input = await until("the place for backups", function () {
        return document.querySelector("[aria-labelledby=data-backup] input[type=file]");
      });
      give(input, new File([works.kept], "whole.genjin"));
      var button = await until("what would change", function () {
        var found = all("dialog button", "Replace everything")[0];
        return found && !found.disabled && found;
      });
      // Where more than half goes away, its number is asked for.
      var typed = document.querySelector("#restore-typed");
      if (typed) {
        fill(typed, /Type ([\d,]+)/.exec(document.querySelector("dialog[open]").innerText)[1]);
        await pause(30);
      }
      await tell("about", "restore");
      button.click();
      await saved(before, "a restore");
      await until("the dialog to close", function () { return !document.querySelector("dialog[open]"); });
      done = 0;
      taken = 0;
    },
  };

  // One of the works, by their weights.
  function choose(weights) {
    var names = Object.keys(weights);
    var sum = names.reduce(function (sum, name) { return sum + weights[name]; }, 0);
    var place = chance() * sum;
    return names.find(function (name) {
      place -= weights[name];
      return place < 0;
    });
  }

  async function begin(plan) {
    var before = noted();
    if (verdict().shows === "welcome") {
      all("button", "Start empty")[0].click();
      var field = await until("the form", function () {
        return document.querySelector("#customer-name");
      });
      fill(field, "Customer of the first day");
      await submit(field, "#customer-name");
      await saved(before, "the first customer");
    }
    if (plan.first_import) {
      await works.import({ rows: plan.first_import });
    }
  }

  async function run() {
    var plan = await tell("hello", location.search);
    chance = random(plan.seed);
    name = "w" + plan.seed + "t" + plan.tab;
    few = plan.few || few;
    // The first opens the others, because a browser without a window takes one address alone.
    for (var tab = 1; plan.tab === 0 && tab < plan.tabs; tab += 1) {
      window.open("./#/today");
    }
    var shown = await until("the app to stand", verdict);
    await tell("shows", JSON.stringify(shown));
    await tell("stores", await stores());
    if (plan.backup && shown.shows === "today") {
      await tell("backup", await backup());
    }
    if (!plan.works) {
      return;
    }
    await begin(plan);
    await tell("begins", "");
    for (var count = 0; count < plan.most; count += 1) {
      await works[choose(plan.works)](plan);
      // What is folded while more is written is dropped, so most times nothing is.
      if (isFolding && below(4)) {
        await until("the folding", function () { return !isFolding; });
      }
      if (count === plan.upgrade_after) {
        window.open("./?newer#/today");
      }
    }
    await until("all to be heard", function () { return !heard.length && !isOnItsWay; });
    await tell("wrote", JSON.stringify(wrote));
    await tell("ends", "");
    if (1 < plan.tabs) {
      while (!(await tell("have-all-ended", ""))) {
        await pause(20);
      }
      // What every tab may take to hear of the last write of another.
      await pause(plan.settle_ms);
      await tell("backup", await backup());
    }
  }

  window.addEventListener("DOMContentLoaded", function () {
    run().catch(function (error) {
      // A browser that is being killed has nobody to tell.
      tell("trouble", String(error && error.stack || error)).catch(function () {});
    });
  });
})();
