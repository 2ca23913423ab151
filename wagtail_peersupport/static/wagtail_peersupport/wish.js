/* Asks, while somebody types, what the site makes of it: ticks "I'd like an answer to this" by that,
   until the person touches the box, and tells the form what may have answered it (suggest.js).

   The form works without: then nothing is ticked unless the person does it, and what may have
   answered it is shown before it is posted. What is typed goes to the site itself, which keeps
   nothing of it. */

const PAUSE = 600;
const ENOUGH = 12;
const SENT = ["csrfmiddlewaretoken", "comment", "object_pk", "reply_to", "under"];

function watch(form) {
  const words = form.elements.comment;
  const box = form.elements.wants_answer;
  const touched = form.elements.wants_answer_touched;
  const said = form.querySelector("[data-ps-ticked]");
  const suggests = form.querySelector("[data-ps-suggest]");
  let timer = 0;
  let asked = new AbortController();

  function tick(wanted) {
    if (touched.value || box.checked === wanted) return;
    box.checked = wanted;
    said.textContent = wanted ? said.dataset.psTicked : said.dataset.psUnticked;
  }

  function tell(typed, answer) {
    tick(Boolean(answer.wants_answer));
    form.dispatchEvent(new CustomEvent("ps:guessed", { detail: { typed, ...answer } }));
  }

  async function guess() {
    if (touched.value && !suggests) return;
    const typed = words.value.trim();
    if (typed.length < ENOUGH) return tell(typed, {});
    const sent = new FormData();
    for (const name of SENT) sent.append(name, form.elements[name]?.value ?? "");
    if (touched.value) {
      sent.append("wants_answer_touched", "1");
      if (box.checked || box.type === "hidden") sent.append("wants_answer", "1");
    }
    asked = new AbortController();
    try {
      const answer = await fetch(form.dataset.psGuess, {
        method: "POST", body: sent, signal: asked.signal,
      });
      if (answer.ok) tell(typed, await answer.json());
    } catch {
      // No network, or overtaken by the next word: everything stays as it is.
    }
  }

  function later() {
    clearTimeout(timer);
    asked.abort();
    timer = setTimeout(guess, PAUSE);
  }

  words.addEventListener("input", later);
  form.elements.under?.addEventListener("change", later);
  box.addEventListener("change", () => { touched.value = "1"; });
  // Words that were brought along: nobody may type any more.
  if (suggests && words.value.trim()) later();
}

function start(part) {
  for (const form of part.querySelectorAll("form[data-ps-guess]")) {
    const names = ["comment", "wants_answer", "wants_answer_touched"];
    if (names.every((name) => form.elements[name])) watch(form);
  }
}

start(document);
// Forms that come later (live.js).
document.addEventListener("ps:shown", ({ target }) => start(target));
