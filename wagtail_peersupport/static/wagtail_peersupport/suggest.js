/* Shows at the end of the form what may have answered a question while it is being typed, and says
   so in the line below the words. Room for both is kept free, for the list from the first key on:
   nothing moves by itself.

   Calm: what is shown stays until there is something else to show. Escape puts it away. Without a
   script the same stands on a page of its own before anything is posted. */

const KEPT = 20;

function show(form) {
  const panel = form.querySelector("[data-ps-suggest]");
  const hint = form.querySelector("[data-ps-hint]");
  const words = form.elements.comment;
  const seen = form.elements.reviewed;
  if (!panel || !hint || !seen) return;
  const before = hint.textContent;
  let shown = "";
  let typedThen = "";
  let closed = "";

  function say(text) {
    const link = document.createElement("a");
    link.href = `#${panel.id}`;
    link.className = "ps-button ps-hinted";
    link.textContent = text;
    hint.replaceChildren(text ? link : before);
  }

  function put(html) {
    panel.innerHTML = html;
    shown = html;
  }

  function close() {
    const inside = panel.contains(document.activeElement);
    closed = shown;
    put("");
    say("");
    if (inside) words.focus();
  }

  function suggest({ typed, suggestions = "", reviewed = "" }) {
    if (reviewed) {
      const known = seen.value.split(" ").filter((one) => one && one !== reviewed);
      seen.value = [...known, reviewed].slice(-KEPT).join(" ");
    }
    if (suggestions === shown || (suggestions && suggestions === closed)) return;
    if (!suggestions && typedThen && typed.startsWith(typedThen)) return;
    put(suggestions);
    typedThen = suggestions ? typed : "";
    say(panel.querySelector("[data-ps-count]")?.dataset.psCount ?? "");
  }

  async function press(button) {
    const sent = new FormData();
    for (const name of ["csrfmiddlewaretoken", "object_pk"]) {
      sent.append(name, form.elements[name].value);
    }
    sent.append("inline", "1");
    const asked = shown;
    const answer = await fetch(button.formAction, { method: "POST", body: sent });
    const { html, message } = await answer.json();
    if (message) return void (hint.textContent = message);
    if (html) {
      put(html);
      closed = asked;
      say("");
      panel.querySelector("[data-ps-told]").focus();
    } else {
      const other = closed;
      close();
      closed = other;
      words.focus();
    }
  }

  words.addEventListener("input", () => panel.classList.add("ps-kept-free"), { once: true });
  form.addEventListener("ps:guessed", (event) => suggest(event.detail));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) close();
  });
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button[formaction]");
    if (!button) return;
    event.preventDefault();
    press(button).catch(() => button.form.requestSubmit(button));
  });
}

function start(part) {
  part.querySelectorAll("form[data-ps-guess]").forEach(show);
}

start(document);
// Forms that come later (live.js).
document.addEventListener("ps:shown", ({ target }) => start(target));
