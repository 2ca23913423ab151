/* "People are asking": a list of this site's questions on a page of any other site.

   <script src="https://shop.example/comments/widget.js" data-topic="sizes" data-limit="5"
           data-lang="en" async></script>

   The list takes the place right behind the script. It asks only the site that the script comes
   from, without cookies, and takes font and colour from the page around it; the styles of either
   stop at the border of the other. Words are set as text, never as markup. */

(() => {
  const script = document.currentScript;
  if (!script) return;

  const ROW = 5;
  const CSS = `
    :host { display: block; text-align: start; line-height: 1.4; }
    h2, ol, li, p { margin: 0; padding: 0; list-style: none; }
    h2 { font: inherit; font-size: 1.125em; font-weight: bold; line-height: 2.5em; }
    li { position: relative; display: grid; align-content: center; min-block-size: ${ROW}em;
      border-block-start: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
    a { color: inherit; text-underline-offset: .2em; }
    li a { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2;
      overflow: hidden; overflow-wrap: anywhere; padding-block: 2px; }
    li a::after { content: ""; position: absolute; inset: 0; }
    a:focus-visible { outline: 3px solid currentColor; outline-offset: -1px; }
    .state { font-size: .875em; color: color-mix(in srgb, currentColor 75%, transparent); }
    .all { display: inline-flex; align-items: center; min-block-size: 44px; }`;

  const { topic = "", state = "", lang = "", limit } = script.dataset;
  const rows = Math.min(Math.max(parseInt(limit, 10) || 5, 1), 20);
  const source = new URL("widget.json", script.src);
  source.search = new URLSearchParams({ topic, state, lang, limit: rows });

  const place = document.createElement("div");
  // As high as the list will be, so that nothing moves when it arrives.
  place.style.minBlockSize = `calc(${rows * ROW + 3}em + 44px)`;
  script.after(place);

  const add = (parent, name, text = "", attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value);
    return parent.appendChild(element);
  };

  const link = (parent, { url, title, lang }, name = "") => {
    const safe = /^https?:/.test(url);
    return add(parent, "a", title, { href: safe && url, lang, class: name });
  };

  function show(found) {
    const root = place.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
    const box = add(root, "section", "", { "aria-labelledby": "h", lang: found.lang, dir: found.dir });
    add(box, "h2", found.heading, { id: "h" });
    if (!found.questions.length) add(box, "p", found.empty);
    const list = found.questions.length ? add(box, "ol", "", { role: "list" }) : null;
    for (const question of found.questions) {
      const item = add(list, "li");
      link(item, question);
      const state = add(item, "p", "", { class: "state" });
      add(state, "span", question.mark, { "aria-hidden": "true" });
      state.append(` ${question.label}`);
    }
    link(box, { url: found.all.url, title: found.all.label }, "all");
  }

  fetch(source, { credentials: "omit", referrerPolicy: "no-referrer" })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then(show)
    // Blocked or out of reach: the page is as if we were not there.
    .catch(() => place.remove());
})();
