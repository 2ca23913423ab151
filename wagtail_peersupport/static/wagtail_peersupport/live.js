/* Shows what a vote or an accepted answer changed, without loading the page anew.

   The buttons work without. They are sent as always; of the page that comes back, what changed takes
   its place. When that fails, they are sent plainly. After each change the section sends `ps:changed`. */

const ROOTS = "#ps-comments, .ps-thread";
let turn = Promise.resolve();

// Putting the new in the place of the old ----------------------------------------------------------

const keyOf = (node) => node.id || (node.nodeName === "LI" && node.firstElementChild?.id);

// What stands for a new node already: a comment wherever it is, anything else in its order.
function twinOf(node, root, parent, next) {
  const key = keyOf(node);
  if (key) {
    const known = root.querySelector(`#${key}`);
    const twin = node.id ? known : known?.parentNode;
    return twin?.nodeName === node.nodeName && !twin.contains(parent) && twin;
  }
  while (next && (keyOf(next) || next.nodeName !== node.nodeName || next.className !== node.className)) {
    next = next.nextSibling;
  }
  return next;
}

// What somebody writes in, or another script works on, stays as it is.
function merge(old, node, root) {
  if (old.isEqualNode(node) || old.matches?.(".ps-write, .ps-share")) return;
  if (!old.attributes) return void (old.data = node.data);
  for (const { name } of [...old.attributes]) {
    if (name !== "open" && !node.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of node.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  let next = old.firstChild;
  for (const child of node.childNodes) {
    const twin = twinOf(child, root, old, next) || child.cloneNode();
    if (twin !== next) old.insertBefore(twin, next);
    merge(twin, child, root);
    next = twin.nextSibling;
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
}

function update(root, fresh, id) {
  const written = [...root.querySelectorAll(".ps-reply")];
  for (const place of written) place.remove();
  merge(root, fresh, root);
  for (const place of written) {
    const home = root.querySelector(place.dataset.psAfter);
    (home ?? root.lastElementChild).after(place);
  }
  history.replaceState(history.state, "", `${location.pathname}${location.search}#${id}`);
  root.dispatchEvent(new CustomEvent("ps:changed", { bubbles: true }));
}

function go(root, id) {
  const spot = root.querySelector(`#${id}`);
  spot.tabIndex = -1;
  location.replace(location.href);
  spot.focus({ preventScroll: true });
}

// Buttons ------------------------------------------------------------------------------------------

// The focus stays on what can be pressed again, else it goes to the comment.
function show(root, fresh, button, menu, id) {
  const isToggle = !menu && button.matches("[aria-pressed]");
  const before = button.cloneNode(true);
  const top = button.getBoundingClientRect().top;
  update(root, fresh, id);
  say(root, before, isToggle && button);
  const spot = isToggle ? button : menu?.firstElementChild;
  if (!spot?.isConnected) return go(root, id);
  if (isToggle) scrollBy(0, button.getBoundingClientRect().top - top);
  spot.focus({ preventScroll: isToggle });
}

// What a toggle reads now, else that the button did what it says.
function say(root, button, toggle) {
  const copy = (toggle || button).cloneNode(true);
  copy.querySelectorAll("[aria-hidden=true]").forEach((mark) => mark.remove());
  const words = copy.textContent.replace(/\s+/g, " ").trim();
  const line = root.querySelector("[data-ps-done]");
  line.textContent = toggle ? words : line.dataset.psDone.replace("{what}", words);
}

async function press(root, button, action, body) {
  const answer = await fetch(action, { method: "POST", body, cache: "no-store" });
  // A template knows no forms: in a document, thousands of buttons that name theirs take seconds.
  const page = document.createElement("template");
  page.innerHTML = await answer.text();
  const menu = button.closest(".ps-more");
  if (menu?.open) {
    menu.firstElementChild.focus({ preventScroll: true });
    menu.open = false;
  }
  root.querySelector(".ps-refused")?.remove();
  if (!answer.redirected) {
    const why = page.content.querySelector(".ps-flow [role=alert]");
    why.className = "ps-note ps-alert ps-refused";
    return (button.closest(".ps-buttons") ?? button.parentNode).after(why);
  }
  const id = `c${/.*\/(\d+)\//.exec(action)[1]}`;
  const fresh = page.content.querySelector(`#${id}`)?.closest(ROOTS);
  if (!fresh || new URL(answer.url).pathname !== location.pathname) location.assign(answer.url);
  else show(root, fresh, button, menu, id);
}

// The second half of a double click: what it would press may be another button by now.
document.addEventListener("click", (event) => {
  if (event.detail > 1 && event.target.closest?.("[form=ps-verbs]")) event.preventDefault();
});

document.addEventListener("submit", (event) => {
  const { target: form, submitter: button } = event;
  const root = button?.closest(ROOTS);
  if (!root || event.defaultPrevented || form.id !== "ps-verbs") return;
  event.preventDefault();
  if (button.ariaBusy) return;
  button.ariaBusy = "true";
  const action = button.formAction;
  const body = new FormData(form);
  // One after the other: each is answered with what the ones before it changed.
  turn = turn
    .then(() => press(root, button, action, body))
    .catch(() => {
      form.action = action;
      form.submit();
    })
    .finally(() => { button.ariaBusy = null; });
});

// What was posted (reply.js).
document.addEventListener("ps:posted", (event) => {
  const { fresh, id, button } = event.detail;
  const root = event.target;
  update(root, fresh, id);
  const note = root.querySelector(`#${id} > [role=status]`);
  if (note) {
    note.id = "ps-told";
    note.parentNode.setAttribute("aria-describedby", note.id);
  }
  go(root, id);
  say(root, button);
  event.preventDefault();
});
