/* Shows a vote, an accepted answer or a reply without loading the page anew, and opens the form for
   a reply below the comment.

   Forms and links work without. They are sent and followed as always; of the page that comes back,
   what changed takes its place, and a page of its own ("check your mail") that of the form. What
   fails is sent plainly. `ps:changed` bubbles up after a change, `ps:shown` from a new form. */

const ROOTS = "#ps-comments, .ps-thread";
const REPLY = "a[href*='reply_to=']";
const places = new Map();
let turn = Promise.resolve();
let plainly = false;

async function load(url, options) {
  const answer = await fetch(url, { cache: "no-store", ...options });
  // A template knows no forms: in a document, thousands of buttons that name theirs take seconds.
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  return { to: answer.redirected && new URL(answer.url), page: template.content };
}

function tell(element, name) {
  element.dispatchEvent(new CustomEvent(name, { bubbles: true }));
}

// Putting the new in the place of the old ---------------------------------------------------------

const keyOf = (node) => node.id || (node.nodeName === "LI" && node.firstElementChild?.id);

// What stands for a new node already: a comment wherever it is, anything else in its order.
function twinOf(node, root, parent, next) {
  const key = keyOf(node);
  if (key) {
    const known = root.querySelector(`#${key}`);
    const twin = node.id ? known : known?.parentNode;
    return twin?.nodeName === node.nodeName && !twin.contains(parent) && twin;
  }
  const isLike = (one) => one.nodeName === node.nodeName && one.className === node.className;
  while (next && (keyOf(next) || !isLike(next))) next = next.nextSibling;
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
  tell(root, "ps:changed");
}

function go(root, id) {
  const spot = root.querySelector(`#${id}`);
  spot.tabIndex = -1;
  location.replace(location.href);
  spot.focus({ preventScroll: true });
}

// What a toggle reads now, else that the button did what it says.
function say(root, button, toggle) {
  const copy = (toggle || button).cloneNode(true);
  copy.querySelectorAll("[aria-hidden=true]").forEach((mark) => mark.remove());
  const words = copy.textContent.replace(/\s+/g, " ").trim();
  const line = root.querySelector("[data-ps-done]");
  line.textContent = toggle ? words : line.dataset.psDone.replace("{what}", words);
}

// Buttons -----------------------------------------------------------------------------------------

async function press(root, button, action, body) {
  const { to, page } = await load(action, { method: "POST", body });
  const menu = button.closest(".ps-more");
  if (menu?.open) {
    menu.firstElementChild.focus({ preventScroll: true });
    menu.open = false;
  }
  root.querySelector(".ps-refused")?.remove();
  if (!to) {
    const why = page.querySelector(".ps-flow [role=alert]");
    why.className = "ps-note ps-alert ps-refused";
    return (button.closest(".ps-buttons") ?? button.parentNode).after(why);
  }
  const id = `c${/.*\/(\d+)\//.exec(action)[1]}`;
  const fresh = page.querySelector(`#${id}`)?.closest(ROOTS);
  if (!fresh || to.pathname !== location.pathname) location.assign(to);
  else show(root, fresh, button, menu, id);
}

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

// Words -------------------------------------------------------------------------------------------

function fill(place, page) {
  const part = page.querySelector("#ps-form, .ps-flow");
  for (const one of part.querySelectorAll("link, script")) {
    one.remove();
    if (one.src) import(new URL(one.getAttribute("src"), location)).catch(() => {});
  }
  for (const one of part.querySelectorAll("h1, h2")) one.ariaLevel = +one.nodeName[1] + 2;
  // Several forms stand on one page: each has names of its own.
  for (const name of place.id ? [] : ["id", "for", "aria-labelledby", "aria-describedby"]) {
    for (const one of part.querySelectorAll(`[${name}]`)) {
      one.setAttribute(name, one.getAttribute(name).replace(/\S+/g, `$&-${place.dataset.psTo}`));
    }
  }
  place.classList.add("ps-here");
  place.replaceChildren(...part.childNodes);
  tell(place, "ps:shown");
  const title = place.querySelector(".ps-title");
  if (title) title.tabIndex = -1;
  const words = place.querySelector("[data-ps-guess]")?.elements.comment;
  (place.querySelector(".ps-wrong .ps-input") ?? words ?? title)?.focus();
}

async function write(root, button, action, body, place) {
  let { to, page } = await load(action, { method: "POST", body });
  if (!to) return fill(place, page);
  const posted = to.searchParams.get("posted");
  if (!posted) return location.assign(to);
  const id = `c${posted}`;
  const here = new URL(location);
  here.searchParams.delete("reply_to");
  history.replaceState(history.state, "", here);
  if (to.pathname !== here.pathname + here.search) {
    // It leads to the hub, or to another order.
    here.searchParams.set("posted", posted);
    ({ page } = await load(here));
  }
  const fresh = page.querySelector(`#${id}`)?.closest(ROOTS);
  if (!fresh) return location.assign(to);
  places.delete(place.dataset.psTo);
  if (place.id) {
    const form = fresh.querySelector(".ps-write").cloneNode(true);
    place.replaceWith(form);
    tell(form, "ps:shown");
  } else place.remove();
  update(root, fresh, id);
  const note = root.querySelector(`#${id} > [role=status]`);
  if (note) {
    note.id = "ps-told";
    note.parentNode.setAttribute("aria-describedby", note.id);
  }
  go(root, id);
  say(root, button);
}

// What is put away keeps its words.
async function reply(root, link) {
  const article = link.closest("article");
  const id = article?.id ?? "thread";
  let place = places.get(id);
  if (!place?.querySelector("form")) {
    place?.remove();
    const replied = new URL(link.href).searchParams.get("reply_to");
    const form = root.querySelector(".ps-write [data-ps-guess]");
    const query = form && `?page=${form.elements.object_pk.value}&reply_to=${replied}`;
    const { page } = await load(form ? form.action + query : link.href);
    const asked = page.querySelector("#ps-form [name=reply_to]").value;
    if (asked !== replied) throw new Error("This is no form for a reply.");
    place = document.createElement("div");
    place.className = "ps-reply";
    place.dataset.psTo = id;
    place.dataset.psAfter = article ? `#${id} > .ps-buttons` : ".ps-thread > .ps-send";
    places.set(id, place);
    link.closest(".ps-buttons, .ps-send").after(place);
    return fill(place, page);
  }
  if (!place.isConnected) link.closest(".ps-buttons, .ps-send").after(place);
  place.querySelector("textarea").focus();
}

// One at a time -----------------------------------------------------------------------------------

async function once(control, work, otherwise) {
  if (control.ariaBusy) return;
  control.ariaBusy = "true";
  await work().catch(otherwise);
  control.ariaBusy = null;
}

document.addEventListener("click", (event) => {
  const control = event.target.closest?.("a, button");
  const root = control?.closest(ROOTS);
  if (!root || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (event.detail > 1 && control.form?.id === "ps-verbs") {
    // The second half of a double click: what it would press may be another button by now.
    event.preventDefault();
  } else if (control.matches(REPLY)) {
    event.preventDefault();
    once(control, () => reply(root, control), () => location.assign(control.href));
  } else if (control.matches(".ps-reply .ps-replying a")) {
    event.preventDefault();
    const place = control.closest(".ps-reply");
    const opener = place.previousElementSibling.querySelector(REPLY);
    place.remove();
    opener.focus();
  }
});

document.addEventListener("submit", (event) => {
  const { target: form, submitter: button } = event;
  const root = button?.closest(ROOTS);
  const place = button?.closest(".ps-reply, .ps-write");
  if (!root || plainly || event.defaultPrevented || !(place || form.id === "ps-verbs")) return;
  event.preventDefault();
  const action = button.hasAttribute("formaction") ? button.formAction : form.action;
  const body = new FormData(form);
  if (button.name) body.append(button.name, button.value);
  // Each is answered with what the ones before it changed.
  const work = () => {
    turn = turn.then(() => (place ? write : press)(root, button, action, body, place));
    return turn;
  };
  once(place ?? button, work, () => {
    plainly = true;
    if (!button.isConnected) form.append(button);
    button.formAction = action;
    form.requestSubmit(button);
  });
});
