// Runs in the single file alone, before boot.js: hands out the parts of the app, which lie in this
// page, and writes the file anew with data in it. `cargo xtask dist` puts the file together
// (xtask/src/single_file).
"use strict";
(function () {
  function element(id) {
    var found = document.getElementById(id);
    if (!found) {
      throw new Error("this file is incomplete: it lacks " + id);
    }
    return found;
  }

  // The bytes that an inert element holds, compressed and in letters.
  function bytes(id) {
    return new Promise(function (resolve) {
      var letters = atob(element(id).textContent);
      var packed = new Uint8Array(letters.length);
      for (var index = 0; index < letters.length; index += 1) {
        packed[index] = letters.charCodeAt(index);
      }
      var unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
      resolve(new Response(unpacked).arrayBuffer());
    });
  }

  function words(id) {
    return bytes(id).then(function (encoded) {
      return new TextDecoder().decode(encoded);
    });
  }

  // In names in storage that all local files may share, so nothing but letters, digits and hyphens.
  var book = document.querySelector('meta[name="genjin:book"]').content.replace(/[^\w-]/g, "");
  var app = null;

  window.genjinFile = {
    // Which Book this file opens.
    book: book,
    // What names in shared storage begin with. A moved file keeps its data, unlike with its path.
    place: "file:" + book,
    // Called by the app's own script, which runs before the page is complete.
    give: function (init) {
      app = { default: init };
    },
    // What boot.js asks for.
    script: function () {
      return app ? Promise.resolve(app) : Promise.reject(new Error("this file is incomplete"));
    },
    first: function () {
      return bytes("file-first");
    },
    later: function () {
      return bytes("file-later");
    },
    // The table of readings.
    pinyin: function () {
      return words("file-pinyin");
    },
    // The backup that this file carries; empty where it carries none.
    data: function () {
      var escaped = element("file-data").textContent;
      return escaped.replace(/&lt;/g, "<").replace(/&amp;/g, "&");
    },
    // This file anew, for a Book, with a backup in it. Nothing is taken from what the page has
    // become: what extensions or the app itself added to it is no part of the file.
    copy: function (forBook, backup) {
      return words("file-shell").then(function (shell) {
        var pieces = shell.split(/\{\{([\w-]+)\}\}/);
        for (var index = 1; index < pieces.length; index += 2) {
          var name = pieces[index];
          if (name === "file-book") {
            pieces[index] = forBook;
          } else if (name === "file-data") {
            var text = new TextDecoder().decode(backup);
            pieces[index] = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
          } else {
            pieces[index] = element(name).textContent;
          }
        }
        return new Blob(pieces, { type: "text/html" });
      });
    },
  };
})();
