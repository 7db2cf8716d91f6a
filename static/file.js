// Runs in the single file alone, before boot.js: hands out the parts of the app, which lie in this
// page, writes the file anew with data in it, and backups to a file that the user chose.
// `cargo xtask dist` puts the file together (xtask/src/single_file.rs).
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

  // This file anew, for a Book, with a backup in it. Nothing is taken from what the page has become:
  // what extensions or the app itself added to it is no part of the file.
  function copy(forBook, backup) {
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
  }

  // Asks the user where to write; resolves to nothing where the user does not say.
  function choose(name, kind, ending) {
    var accept = {};
    accept[kind] = [ending];
    return window
      .showSaveFilePicker({ suggestedName: name, types: [{ accept: accept }] })
      .catch(function (cause) {
        if (cause.name !== "AbortError") {
          throw cause;
        }
      });
  }

  // Writes to a chosen file, then reads it again.
  function write(handle, content) {
    return handle
      .createWritable()
      .then(function (stream) {
        return stream.write(content).then(function () {
          return stream.close();
        });
      })
      .then(function () {
        return handle.getFile();
      })
      .then(function (file) {
        return Promise.all([file.arrayBuffer(), content.arrayBuffer()]);
      })
      .then(function (both) {
        var found = new Uint8Array(both[0]);
        var expected = new Uint8Array(both[1]);
        var isSame = found.length === expected.length;
        for (var index = 0; isSame && index < found.length; index += 1) {
          isSame = found[index] === expected[index];
        }
        if (!isSame) {
          throw new Error("what was written reads otherwise");
        }
        return true;
      });
  }

  function download(name, content) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    // The browser has taken the address by the time the click returns.
    URL.revokeObjectURL(link.href);
  }

  // The chosen backup file, in a database of its own: only there can it outlive the page. Its name
  // stands in localStorage besides, where it can be read at once.
  var fileKey = "genjin:file:" + book + ":backup-file";
  var chosen = null;
  var isAllowed = false;

  function handles(mode, use) {
    return new Promise(function (resolve, reject) {
      var opening = indexedDB.open(fileKey, 1);
      opening.onupgradeneeded = function () {
        opening.result.createObjectStore("handles");
      };
      opening.onerror = function () {
        reject(opening.error);
      };
      opening.onsuccess = function () {
        var database = opening.result;
        var transaction = database.transaction("handles", mode);
        var request = use(transaction.objectStore("handles"));
        transaction.oncomplete = function () {
          database.close();
          resolve(request.result);
        };
        transaction.onabort = function () {
          database.close();
          reject(transaction.error);
        };
      };
    });
  }

  // The chosen file and whether it may be written to: `use` is the question to put.
  function ask(use) {
    if (!file.backupFile()) {
      return Promise.resolve(false);
    }
    var known = chosen
      ? Promise.resolve(chosen)
      : handles("readonly", function (store) {
          return store.get("backup");
        });
    return known.then(function (handle) {
      chosen = handle;
      return use(handle, { mode: "readwrite" }).then(function (answer) {
        isAllowed = answer === "granted";
        return isAllowed;
      });
    });
  }

  var file = {
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
    // The list of libraries.
    licences: function () {
      return words("file-licences");
    },
    // The backup that this file carries; empty where it carries none.
    data: function () {
      var escaped = element("file-data").textContent;
      return escaped.replace(/&lt;/g, "<").replace(/&amp;/g, "&");
    },
    // Whether this browser lets the user choose a place to write to.
    canChoose: function () {
      return "showSaveFilePicker" in window;
    },
    // Saves this file with a backup in it; resolves to whether the user let it be saved.
    saveCopy: function (name, forBook, backup) {
      var made = copy(forBook, backup);
      if (!file.canChoose()) {
        return made.then(function (content) {
          download(name, content);
          return true;
        });
      }
      // Asked at once, because the browser lets a page ask only shortly after a click.
      return Promise.all([choose(name, "text/html", ".html"), made]).then(function (both) {
        return both[0] ? write(both[0], both[1]) : false;
      });
    },
    // The name of the file that backups are written to; empty where none was chosen.
    backupFile: function () {
      try {
        return localStorage.getItem(fileKey) || "";
      } catch (_refused) {
        return "";
      }
    },
    // Lets the user choose it; resolves to whether one was chosen.
    chooseBackupFile: function (name) {
      return choose(name, "application/octet-stream", ".genjin").then(function (handle) {
        if (!handle) {
          return false;
        }
        return handles("readwrite", function (store) {
          return store.put(handle, "backup");
        }).then(function () {
          chosen = handle;
          isAllowed = true;
          localStorage.setItem(fileKey, handle.name);
          return true;
        });
      });
    },
    forgetBackupFile: function () {
      chosen = null;
      isAllowed = false;
      localStorage.removeItem(fileKey);
      return handles("readwrite", function (store) {
        return store.clear();
      }).then(function () {
        return true;
      });
    },
    // Whether it is known by now that it may be written to without a question.
    isBackupAllowed: function () {
      return isAllowed;
    },
    findBackupFile: function () {
      return ask(function (handle, how) {
        return handle.queryPermission(how);
      });
    },
    // Has the browser put the question; only after a click.
    allowBackup: function () {
      return ask(function (handle, how) {
        return handle.requestPermission(how);
      });
    },
    writeBackup: function (backup) {
      return write(chosen, new Blob([backup]));
    },
  };
  window.genjinFile = file;
})();
