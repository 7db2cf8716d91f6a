// Listens to what the page complains of, and hands over what was heard since the last call.
const key = Symbol.for("genjin.heard");
if (!window[key]) {
  const heard = [];
  window[key] = heard;
  const add = (level, message) => heard.push({ level, message });
  const levels = { error: "SEVERE", warn: "WARNING" };
  for (const [name, level] of Object.entries(levels)) {
    const own = window.console[name];
    window.console[name] = (...words) => {
      add(level, words.map(String).join(" "));
      own.apply(window.console, words);
    };
  }
  window.addEventListener(
    "error",
    (event) => add("SEVERE", event.message ?? `not loaded: ${event.target.outerHTML}`),
    true,
  );
  window.addEventListener("unhandledrejection", (event) => add("SEVERE", String(event.reason)));
  document.addEventListener("securitypolicyviolation", (event) =>
    add("SEVERE", `policy violation: ${event.effectiveDirective} blocked ${event.blockedURI}`),
  );
}
return window[key].splice(0);
