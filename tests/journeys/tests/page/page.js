// Says in the status line what has happened to the page.
const say = (words) => {
  document.querySelector("[role=status]").textContent = words;
};

document.querySelector("#log").addEventListener("click", () => {
  // Shows only after a moment, as an app does that saves first.
  setTimeout(() => say("Logged"), 200);
});
document.querySelector("input[type=file]").addEventListener("change", (event) => {
  say([...event.target.files].map((file) => file.name).join(", "));
});
addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.shiftKey && event.key === "Z") say("Redone");
  else if (event.ctrlKey && event.key === "z") say("Undone");
  if (event.key === "Enter") {
    say(event.isComposing || event.keyCode === 229 ? "Enter of the input method" : "Enter");
  }
});
