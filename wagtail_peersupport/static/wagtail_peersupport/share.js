/* Copies the address of a page, or hands it to the device's own way of sharing.

   Without it there is a plain link. Both have the same place, so nothing moves. */

const SAID_FOR = 3000;

function offer(button) {
  const link = button.previousElementSibling;
  const url = button.dataset.psShare;
  if (navigator.share) button.textContent = button.dataset.psCanShare;
  const label = button.textContent;
  let timer = 0;

  async function pass() {
    try {
      if (navigator.share) return await navigator.share({ title: button.dataset.psTitle, url });
      await navigator.clipboard.writeText(url);
      button.textContent = button.dataset.psCopied;
      clearTimeout(timer);
      timer = setTimeout(() => { button.textContent = label; }, SAID_FOR);
    } catch (error) {
      // Whoever turns away from the device's list wants nothing; else the link can still be opened.
      if (error.name !== "AbortError") location.assign(url);
    }
  }

  link.hidden = true;
  button.hidden = false;
  button.addEventListener("click", pass);
}

if (navigator.share || navigator.clipboard) {
  document.querySelectorAll("[data-ps-share]").forEach(offer);
}
