// Runs before the first paint: sets theme and language, refuses frames, then starts the app.
//
// A classic script, because a module would run only after the page has been painted once. It uses
// nothing that a browser too old for the app lacks, so that such a browser gets words, not a blank
// page. Texts stand here twice because the app's own texts come with the Wasm module.
"use strict";
(function () {
  var page = document.documentElement;

  // The one Trusted Types policy of this page. Making it here, first, means that no later script
  // can make it with a wider rule. It knows the scripts that may be started by name: none so far.
  var scripts = [];
  var policy = {
    createScriptURL: function (name) {
      if (scripts.indexOf(name) < 0) {
        throw new TypeError("not a script of Genjin: " + name);
      }
      return new URL(name, document.baseURI).href;
    },
  };
  if (window.trustedTypes) {
    window.trustedTypes.createPolicy("genjin-url", policy);
  }

  // What this device prefers; written by the app. Kept apart per path, because all sites of one
  // host share their storage.
  function devicePreferences() {
    var folder = location.pathname.replace(/[^/]*$/, "");
    try {
      return JSON.parse(localStorage.getItem("genjin:" + folder + ":device")) || {};
    } catch (_unreadable) {
      return {};
    }
  }

  var preferences = devicePreferences();
  var theme = preferences.theme;
  page.dataset.theme = theme === "light" || theme === "dark" ? theme : "system";
  var language = String(preferences.language || navigator.language || "en").toLowerCase();
  page.lang = language.indexOf("zh") === 0 ? "zh-Hans" : "en";

  // Replaces the page's content by two sentences, the reader's language first.
  function say(english, chinese) {
    var notice = document.createElement("main");
    notice.className = "boot";
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

  function start() {
    // The meta policy cannot forbid framing, and a static host may not send the header that does.
    if (window.top !== window.self) {
      say(
        "Genjin does not run inside another page. Open it in a tab of its own.",
        "跟进不能嵌入其他网页中运行，请在单独的标签页中打开。",
      );
      return;
    }
    if (!understandsSimd()) {
      say(
        "This browser is too old for Genjin: it lacks WebAssembly with SIMD. Please update it, " +
          "or use a current Chrome, Edge, Firefox or Safari.",
        "此浏览器版本过低，缺少 WebAssembly SIMD 支持，无法运行跟进。请更新浏览器，" +
          "或使用新版 Chrome、Edge、Firefox 或 Safari。",
      );
      return;
    }
    var app = document.querySelector('meta[name="genjin:app"]');
    var wasm = new URL(app.dataset.wasm, document.baseURI).href;
    import(new URL(app.content, document.baseURI).href)
      .then(function (module) {
        return module.default({ module_or_path: wasm });
      })
      .catch(function (cause) {
        console.error(cause);
        say(
          "Genjin could not start. Your data is untouched. Reload the page; if that does not " +
            "help, check the connection to the site or update the browser.",
          "跟进无法启动，您的数据没有受到影响。请重新加载页面；如仍无效，请检查网络连接或更新浏览器。",
        );
      });
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
