/* Ticks "I'd like an answer to this" by what is being typed, until the person touches the box.

   The form works without: then nothing is ticked unless the person does it. What is typed goes to
   the site itself, which answers yes or no and keeps nothing. */

const PAUSE = 600;
const ENOUGH = 12;

function watch(form) {
  const words = form.elements.comment;
  const box = form.elements.wants_answer;
  const touched = form.elements.wants_answer_touched;
  const said = form.querySelector("[data-ps-ticked]");
  let timer = 0;
  let asked = new AbortController();

  function tick(wanted) {
    if (touched.value || box.checked === wanted) return;
    box.checked = wanted;
    said.textContent = wanted ? said.dataset.psTicked : said.dataset.psUnticked;
  }

  async function guess() {
    if (touched.value) return;
    if (words.value.trim().length < ENOUGH) return tick(false);
    const sent = new FormData();
    for (const name of ["csrfmiddlewaretoken", "comment", "object_pk", "reply_to"]) {
      sent.append(name, form.elements[name]?.value ?? "");
    }
    asked = new AbortController();
    try {
      const answer = await fetch(form.dataset.psGuess, {
        method: "POST", body: sent, signal: asked.signal,
      });
      if (answer.ok) tick((await answer.json()).wants_answer);
    } catch {
      // No network, or overtaken by the next word: the box stays as it is.
    }
  }

  words.addEventListener("input", () => {
    clearTimeout(timer);
    asked.abort();
    timer = setTimeout(guess, PAUSE);
  });
  box.addEventListener("change", () => { touched.value = "1"; });
}

for (const form of document.querySelectorAll("form[data-ps-guess]")) {
  const names = ["comment", "wants_answer", "wants_answer_touched"];
  if (names.every((name) => form.elements[name])) watch(form);
}
