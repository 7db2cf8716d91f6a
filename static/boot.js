// Runs before the first paint: sets theme and language, refuses frames, then starts the app.
//
// A classic script, because a module would run only after the page has been painted once. It uses
// nothing that a browser too old for the app lacks, so that such a browser gets words, not a blank
// page. Texts stand here twice because the app's own texts come with the Wasm module.
"use strict";
(function () {
  var page = document.documentElement;

  // Where the parts of the app come from, and what names in shared storage begin with: the files
  // beside this page, or the single file, whose own script (static/file.js) has run by now.
  var source = window.genjinFile || {
    // Kept apart per path, because all sites of one host share their storage.
    place: location.pathname.replace(/[^/]*$/, ""),
    script: function (url) {
      return import(url);
    },
    first: function (url) {
      return url;
    },
    later: function (url) {
      // Behind what the first screen may still ask for.
      return fetch(url, { priority: "low" }).then(function (response) {
        if (!response.ok) {
          throw new Error(response.status + " for " + url);
        }
        return response.arrayBuffer();
      });
    },
  };

  // The one Trusted Types policy of this page. Making it here, first, means that no later script
  // can make it with a wider rule. It knows the scripts that may be started by name;
  // that of the reader changes with what is in it.
  var reader;
  var policy = {
    createScriptURL: function (name) {
      if (!name || (name !== "service_worker.js" && name !== reader)) {
        throw new TypeError("not a script of Genjin: " + name);
      }
      return new URL(name, document.baseURI).href;
    },
  };
  // The single file's policy allows none at all, and it starts none.
  var urls = policy;
  if (window.trustedTypes && !window.genjinFile) {
    urls = window.trustedTypes.createPolicy("genjin-url", policy);
  }

  // How names in shared storage begin.
  var prefix = "genjin:" + source.place + ":";

  // What this device prefers; written by the app.
  function devicePreferences() {
    try {
      return JSON.parse(localStorage.getItem(prefix + "device")) || {};
    } catch (_unreadable) {
      return {};
    }
  }

  var preferences = devicePreferences();
  var theme = preferences.theme;
  page.dataset.theme = theme === "light" || theme === "dark" ? theme : "system";
  var language = String(preferences.language || navigator.language || "en").toLowerCase();
  page.lang = language.indexOf("zh") === 0 ? "zh-Hans" : "en";

  // Whether the page opens at Today, the one address for which the first part is enough.
  function opensAtToday() {
    return /^#?\/?(today)?$/.test(location.hash);
  }

  // Whether a Book was ever saved here: what was last saved is noted under its name.
  function knowsBook() {
    try {
      return Object.keys(localStorage).some(function (key) {
        return /^genjin:.*:\d+$/.test(key);
      });
    } catch (_forbidden) {
      return false;
    }
  }

  // A new user reads what this is while the app is on its way; nobody else is greeted each day.
  page.dataset.greets = opensAtToday() && !knowsBook();

  // Safari keeps the data of an installed app apart and longer, so whoever could install it is told
  // so before anything is entered.
  page.dataset.installs =
    !window.genjinFile &&
    (/iP(hone|ad|od)/.test(navigator.userAgent) ||
      (/Mac/.test(navigator.userAgent) && 1 < navigator.maxTouchPoints)) &&
    !navigator.standalone;

  // Replaces the page's content by two sentences, the reader's language first.
  function say(english, chinese) {
    var notice = document.createElement("main");
    notice.className = "welcome boot";
    var heading = document.createElement("h1");
    heading.textContent = "Genjin 跟进";
    notice.appendChild(heading);
    var words = document.createElement("div");
    words.setAttribute("role", "alert");
    notice.appendChild(words);
    var texts = [
      { lang: "en", words: english },
      { lang: "zh-Hans", words: chinese },
    ];
    if (page.lang === "zh-Hans") {
      texts.reverse();
    }
    texts.forEach(function (text) {
      var paragraph = document.createElement("p");
      paragraph.lang = text.lang;
      paragraph.textContent = text.words;
      words.appendChild(paragraph);
    });
    var mount = document.getElementById("app");
    mount.textContent = "";
    mount.appendChild(notice);
  }

  // A module of one function that uses 128-bit SIMD: valid only where the app's module is.
  function understandsSimd() {
    return (
      typeof WebAssembly === "object" &&
      WebAssembly.validate(
        new Uint8Array([
          0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0,
          253, 15, 253, 98, 11,
        ]),
      )
    );
  }

  // The code that a first visit does without: `cargo xtask dist` splits it off, in this page's
  // attribute is its name, and a build that is not split has none. It fills the places that the
  // first part has left open, so it is joined once and needs no word to the app.
  var later = {
    url: "",
    exports: null,
    arrived: null,
    bytes: null,
    module: null,
    fetched: null,
    isLost: false,
  };

  function join() {
    if (later.exports && later.module && !later.isLost && !genjin.hasLaterPart) {
      new WebAssembly.Instance(later.module, { first: later.exports });
      later.bytes = null;
      genjin.hasLaterPart = true;
      showBanner(false);
      keepForOffline();
    }
  }

  // Learns what the first part exports before anything of it runs: it may come to a place that the
  // later part fills as early as that.
  function learnExports() {
    ["instantiate", "instantiateStreaming"].forEach(function (how) {
      var own = WebAssembly[how];
      if (own) {
        WebAssembly[how] = function () {
          return own.apply(WebAssembly, arguments).then(function (made) {
            later.exports = later.exports || (made.instance || made).exports;
            join();
            return made;
          });
        };
      }
    });
  }

  // Resolves when the later part is there or could not be had; never asks twice at a time.
  function fetchLaterPart() {
    if (later.fetched || !later.url || later.isLost || genjin.hasLaterPart) {
      return later.fetched;
    }
    later.arrived = source.later(later.url).then(function (bytes) {
      later.bytes = bytes;
      return bytes;
    });
    later.fetched = later.arrived
      .then(function (bytes) {
        return WebAssembly.compile(bytes);
      })
      .then(function (module) {
        later.module = module;
        join();
      })
      .catch(function (cause) {
        if (later.isLost) {
          return;
        }
        console.warn(cause);
        showBanner(true);
        setTimeout(fetchLaterPart, 30000);
      })
      .then(function () {
        later.fetched = null;
      });
    return later.fetched;
  }

  // Its bytes, fetched while everything waits. A fetch that is under way cannot be waited for; where
  // the host lets the file be cached, the browser joins the two by itself.
  function requestedLaterPart() {
    var request = new XMLHttpRequest();
    request.open("GET", later.url, false);
    // A request that is waited for yields text alone: one character a byte.
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    if (request.status !== 200) {
      throw new Error(request.status + " for " + later.url);
    }
    return Uint8Array.from(request.responseText, function (char) {
      return char.charCodeAt(0) & 255;
    });
  }

  // Waits for the later part, because the app cannot go on: it was asked for something that is not
  // there yet. What throws here ends the app, since its code was stopped in the middle.
  function loadLaterPartNow() {
    if (later.isLost) {
      throw new Error("a part of Genjin is missing");
    }
    genjin.waits += 1;
    try {
      if (!later.module) {
        // They may have arrived and be about to be compiled.
        later.module = new WebAssembly.Module(later.bytes || requestedLaterPart());
      }
      join();
    } catch (cause) {
      later.isLost = true;
      console.error(cause);
      tellBroken();
      showBanner(false);
      say(
        "A part of Genjin could not be loaded. Your data is untouched. Check the connection to " +
          "the site, then reload the page.",
        "Genjin 的一部分未能加载，您的数据没有受到影响。请检查与网站的连接，然后重新加载页面。",
      );
      silence();
      throw cause;
    }
  }

  // The app was stopped in the middle: it must hear of nothing any more.
  function silence() {
    ["click", "pointerdown", "keydown", "input", "change", "submit", "hashchange"].forEach(
      function (type) {
        window.addEventListener(
          type,
          function (event) {
            event.stopImmediatePropagation();
          },
          true,
        );
      },
    );
  }

  // Says that only a part of the app works until the connection is back.
  function showBanner(isShown) {
    var shown = document.getElementById("genjin-later");
    if (shown && !isShown) {
      shown.remove();
    }
    if (shown || !isShown) {
      return;
    }
    var banner = document.createElement("div");
    banner.id = "genjin-later";
    banner.className = "notice";
    banner.dataset.kind = "warning";
    banner.setAttribute("role", "status");
    var words = document.createElement("p");
    words.className = "notice-text";
    words.textContent =
      page.lang === "zh-Hans"
        ? "连接中断，Genjin 尚未完整加载。可以使用今日和记录沟通，其他页面需待恢复连接后使用。" +
          "如仍无效，请重新加载页面。"
        : "The connection was lost before all of Genjin arrived. Today and logging work; " +
          "the other pages will once you are connected again. If this stays, reload the page.";
    banner.appendChild(words);
    document.body.insertBefore(banner, document.body.firstChild);
  }

  // What the app calls: with its exports when it begins to run, with nothing where it has come to
  // a place that the later part fills.
  var genjin = {
    // How often the app had to stop and wait; the journeys look at both.
    waits: 0,
    hasLaterPart: false,
    // Whether all functions are there, so that the app may do what can wait for them.
    isWhole: function () {
      return genjin.hasLaterPart || !later.url;
    },
    place: function () {
      return source.place;
    },
    // What reads large Books beside the page.
    startReader: function () {
      return new Worker(urls.createScriptURL(reader));
    },
    // Set once another build waits: takes it, which loads every tab anew.
    takeUpdate: null,
    loadLaterPart: function (exports) {
      if (!exports) {
        loadLaterPartNow();
        return;
      }
      later.exports = exports;
      join();
      // At once: the first part has arrived, so the connection is free, and compiling does not
      // hold up the first screen. Whoever opens another page within a second should not have to wait.
      fetchLaterPart();
    },
  };
  window.genjin = genjin;
  window.addEventListener("online", fetchLaterPart);

  // The service worker that keeps this page's build, and what that build is called; a build for
  // developers has neither. See `static/service_worker.js`.
  var workers, build, wasControlled;

  function heedWorker() {
    workers = build && navigator.serviceWorker;
    if (!workers) {
      return;
    }
    // As long as somebody holds the lock of that name, the files of this build are kept.
    if (navigator.locks) {
      navigator.locks.request(prefix + "build:" + build, { mode: "shared" }, function () {
        return new Promise(function () {});
      });
    }
    wasControlled = workers.controller;
    var isControlled = wasControlled;
    workers.addEventListener("controllerchange", function () {
      // The first one keeps what this page already is. Where there is none any more, the site's data
      // were cleared, and only this page may still have the book.
      if (isControlled && workers.controller) {
        location.reload();
      }
      isControlled = workers.controller;
    });
  }

  function tellBroken() {
    if (workers && workers.controller) {
      workers.controller.postMessage("broken");
    }
  }

  // Calls back with whether a worker is of this page's build.
  function compare(worker, question, call) {
    var channel = new MessageChannel();
    channel.port1.onmessage = function (answer) {
      call(answer.data === build);
    };
    worker.postMessage(question, [channel.port2]);
  }

  function offerUpdate(take) {
    genjin.takeUpdate = take;
    window.dispatchEvent(new Event("genjin-update"));
  }

  // Last, so that what it fetches holds up nothing. Where it fails, the site works as any other.
  function keepForOffline() {
    setTimeout(function () {
      window.dispatchEvent(new Event("genjin-whole"));
      if (!workers) {
        return;
      }
      if (!wasControlled) {
        register();
        workers.ready.then(function (registration) {
          compare(registration.active, "settled", function (isSame) {
            if (!isSame) {
              offerUpdate(location.reload.bind(location));
            }
          });
        });
        return;
      }
      compare(wasControlled, "settled", function (isSame) {
        if (isSame) {
          register();
          return;
        }
        workers.getRegistration().then(function (registration) {
          // A tab that was opening while another took a new build has lost nothing yet. Without a
          // registration the worker has given up and let the host answer; the next load begins anew.
          if (registration) {
            location.reload();
          }
        });
      });
    }, 1000);
  }

  function register() {
    var script = urls.createScriptURL("service_worker.js");
    workers.register(script, { updateViaCache: "none" }).then(watch, function () {});
  }

  function watch(registration) {
    var asked = Date.now();
    function look() {
      var waiting = registration.waiting;
      if (waiting && workers.controller) {
        compare(waiting, "", function (isSame) {
          if (!isSame) {
            offerUpdate(function () {
              waiting.postMessage("take");
            });
          }
        });
      }
    }
    function wait() {
      if (registration.installing) {
        registration.installing.addEventListener("statechange", look);
      }
    }
    registration.addEventListener("updatefound", wait);
    wait();
    look();
    // A tab that stays open for days is never loaded, which is when browsers look.
    document.addEventListener("visibilitychange", function () {
      if (!document.hidden && 36e5 < Date.now() - asked) {
        asked = Date.now();
        registration.update().catch(function () {});
      }
    });
  }

  function start() {
    // The meta policy cannot forbid framing, and a static host may not send the header that does.
    if (window.top !== window.self) {
      say(
        "Genjin does not run inside another page. Open it in a tab of its own.",
        "Genjin 不能嵌入其他网页中运行，请在单独的标签页中打开。",
      );
      return;
    }
    if (!understandsSimd()) {
      say(
        "This browser is too old for Genjin, or has WebAssembly switched off. Please update it, " +
          "allow WebAssembly, or use a current Chrome, Edge, Firefox or Safari.",
        "此浏览器版本过低，或已禁用 WebAssembly，无法运行 Genjin。" +
          "请更新浏览器、为本页允许 WebAssembly，或使用新版 Chrome、Edge、Firefox 或 Safari。",
      );
      return;
    }
    var app = document.querySelector('meta[name="genjin:app"]');
    build = app.dataset.build;
    reader = app.dataset.reader || "reader.js";
    heedWorker();
    var wasm = new URL(app.dataset.wasm, document.baseURI).href;
    if (app.dataset.later) {
      later.url = new URL(app.dataset.later, document.baseURI).href;
      learnExports();
    }
    // The single file has all of it at hand.
    var ready = opensAtToday() && !window.genjinFile ? null : fetchLaterPart();
    if (!ready && wasControlled && fetchLaterPart()) {
      // It lies on this device. Begun without it, the app might ask for it at once, and a request
      // that is waited for passes by the worker to a host that may not be there.
      ready = later.arrived.catch(function () {});
    }
    Promise.all([source.script(new URL(app.content, document.baseURI).href), ready])
      .then(function (loaded) {
        var module = loaded[0];
        return module.default({ module_or_path: source.first(wasm) });
      })
      .then(function () {
        if (!later.url) {
          keepForOffline();
        }
      })
      .catch(function (cause) {
        console.error(cause);
        tellBroken();
        say(
          "Genjin could not start. Your data is untouched. Reload the page; if that does not " +
            "help, check the connection to the site, allow WebAssembly, or update the browser.",
          "Genjin 无法启动，您的数据没有受到影响。请重新加载页面；如仍无效，请检查网络连接、" +
            "允许 WebAssembly 或更新浏览器。",
        );
      });
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
