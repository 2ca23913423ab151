/* The screen on which staff work through the queue, on top of forms and links that work without.

   data-ps-key names the keys that press a button, follow a link or go to a field: "n j", "Shift+1",
   "Control+Enter" (sends the form one types in). data-ps-insert holds words for the reply box. */

const screen = document.querySelector("[data-ps-triage]");
const NO_TYPING = ["button", "checkbox", "radio", "reset", "submit"];

// Keys -------------------------------------------------------------------------------------------

let isLeaving = false;

function isTyping(target) {
  if (target.matches("input")) return !NO_TYPING.includes(target.type);
  return target.matches("textarea, select") || target.isContentEditable;
}

function isDialogOpen() {
  return document.querySelector("dialog[open], [role='dialog']:not([aria-hidden='true'])") !== null;
}

// Digits by their place on the keyboard, letters by what they write, else by their place, too.
function nameOf(event) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  if (digit) return event.shiftKey ? `Shift+${digit[1]}` : digit[1];
  if (event.shiftKey) return "";
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  return /^[\x00-\x7f]$/.test(event.key) ? "" : event.code.replace(/^Key/, "").toLowerCase();
}

function press(target) {
  target.closest("details")?.setAttribute("open", "");
  if (target.matches("input, select, textarea")) {
    target.scrollIntoView({ block: "center" });
    target.focus();
    return;
  }
  // What leads to another page does so once, however fast one types.
  isLeaving = !target.matches("[data-ps-insert]");
  target.click();
}

function withKey(key) {
  const all = [...document.querySelectorAll("[data-ps-key]")];
  return all.find((one) => one.dataset.psKey.split(" ").includes(key));
}

function onKey(event) {
  if (event.defaultPrevented || event.repeat || event.isComposing || isDialogOpen()) return;
  if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
  let target;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    target = event.target.form?.querySelector("[data-ps-key='Control+Enter']");
  } else if (!(event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))) {
    target = withKey(nameOf(event));
  }
  if (!target || isLeaving) return;
  event.preventDefault();
  if (target.form && !target.formNoValidate && !target.form.reportValidity()) return;
  press(target);
}

function listen() {
  for (const one of document.querySelectorAll("[data-ps-key]")) {
    one.setAttribute("aria-keyshortcuts", one.dataset.psKey);
  }
  for (const panel of screen.querySelectorAll("[data-ps-keys]")) panel.hidden = false;
  document.addEventListener("keydown", onKey);
  window.addEventListener("pageshow", () => { isLeaving = false; });
}

// The reply box ----------------------------------------------------------------------------------

const box = screen?.querySelector("[data-ps-box]");

function insert(words) {
  const before = box.value.slice(0, box.selectionStart).trimEnd();
  const start = before ? `${before}\n\n${words}` : words;
  box.setRangeText(start, 0, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.scrollIntoView({ block: "center" });
  box.focus();
}

function offerStarts() {
  for (const link of screen.querySelectorAll("a[data-ps-insert]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      insert(link.dataset.psInsert);
    });
  }
  const form = screen.querySelector("[data-ps-starts]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = form.elements.canned.selectedOptions[0];
    if (!chosen?.value) return;
    box.form.elements.canned.value = chosen.value;
    insert(chosen.dataset.psInsert);
  });
  for (const link of screen.querySelectorAll("[data-ps-reply-to]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      box.form.elements.reply_to.value = link.dataset.psReplyTo;
      box.form.querySelector("[data-ps-replying]").textContent = link.dataset.psSaid;
      box.form.querySelector("[data-ps-quoted]")?.remove();
      press(box);
    });
  }
}

// What was typed and not sent is there again when one comes back to this question.
function keepDraft() {
  const name = `peersupport-draft-${box.form.dataset.psDraft}`;
  if (!box.value) box.value = sessionStorage.getItem(name) ?? "";
  box.addEventListener("input", () => sessionStorage.setItem(name, box.value));
  box.form.addEventListener("submit", () => sessionStorage.removeItem(name));
}

// Copying ----------------------------------------------------------------------------------------

async function copy(button, field) {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Without https there is no clipboard for scripts: whoever wants it finds it selected.
    field.closest("details").open = true;
    field.select();
    return;
  }
  button.textContent = button.dataset.psCopied;
}

for (const button of screen?.querySelectorAll("[data-ps-copy]") ?? []) {
  button.hidden = false;
  const field = document.getElementById(button.dataset.psCopy);
  button.addEventListener("click", () => copy(button, field));
}
if (box) {
  offerStarts();
  keepDraft();
}
if (screen?.dataset.psTriage === "keys") listen();
// Only the list scrolls to where one is: the page stays on top, where the question is.
const here = screen?.querySelector("[aria-current='true']");
const steps = here?.closest(".peersupport-walk__steps");
if (steps) {
  const place = here.getBoundingClientRect().top - steps.getBoundingClientRect().top;
  steps.scrollTop += place - (steps.clientHeight - here.clientHeight) / 2;
}
