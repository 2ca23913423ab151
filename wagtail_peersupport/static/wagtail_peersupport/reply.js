/* A reply is written below the comment, and what is posted appears without loading the page anew
   (live.js shows it).

   Link and form work without. What the form leads to else, such as "check your mail", takes its place.
   What is put away keeps its words. When that fails, the form is sent plainly. */

const ROOTS = "#ps-comments, .ps-thread";
const REPLY = "a[href*='reply_to=']";
const places = new Map();
let plainly = false;

async function load(url, options) {
  const answer = await fetch(url, { cache: "no-store", ...options });
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  return { to: answer.redirected && new URL(answer.url), page: template.content };
}

function shown(place) {
  place.dispatchEvent(new CustomEvent("ps:shown", { bubbles: true }));
}

// A page of ours that stands alone, in the place of a form.
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
  shown(place);
  const title = place.querySelector(".ps-title");
  if (title) title.tabIndex = -1;
  const words = place.querySelector("[data-ps-guess]")?.elements.comment;
  (place.querySelector(".ps-wrong .ps-input") ?? words ?? title)?.focus();
}

async function write(root, place, button, action, body) {
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
    shown(form);
  } else place.remove();
  const detail = { fresh, id, button };
  const event = new CustomEvent("ps:posted", { bubbles: true, cancelable: true, detail });
  if (root.dispatchEvent(event)) location.assign(to);
}

async function open(root, link) {
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

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a");
  const root = link?.closest(ROOTS);
  if (!root || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.matches(REPLY)) {
    event.preventDefault();
    if (link.ariaBusy) return;
    link.ariaBusy = "true";
    open(root, link)
      .catch(() => location.assign(link.href))
      .finally(() => { link.ariaBusy = null; });
  } else if (link.matches(".ps-reply .ps-replying a")) {
    event.preventDefault();
    const place = link.closest(".ps-reply");
    const opener = place.previousElementSibling.querySelector(REPLY);
    place.remove();
    opener.focus();
  }
});

document.addEventListener("submit", (event) => {
  const { target: form, submitter: button } = event;
  const root = form.closest(ROOTS);
  const place = form.closest(".ps-reply, .ps-write");
  if (!button || !root || !place || plainly || event.defaultPrevented) return;
  event.preventDefault();
  if (form.ariaBusy) return;
  form.ariaBusy = "true";
  const action = button.hasAttribute("formaction") ? button.formAction : form.action;
  const body = new FormData(form);
  if (button.name) body.append(button.name, button.value);
  write(root, place, button, action, body)
    .catch(() => {
      plainly = true;
      form.requestSubmit(button);
    })
    .finally(() => { form.ariaBusy = null; });
});
