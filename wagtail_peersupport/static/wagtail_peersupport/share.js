/* Copies the address of a page, or hands it to the device's own way of sharing.

   Without it there is a plain link. Both have the same place, so nothing moves. */

function offer(button) {
  const link = button.previousElementSibling;
  const said = button.parentElement.nextElementSibling;
  const url = button.dataset.psShare;

  async function pass() {
    said.textContent = "";
    try {
      if (navigator.share) await navigator.share({ title: button.dataset.psTitle, url });
      else {
        await navigator.clipboard.writeText(url);
        said.textContent = said.dataset.psCopied;
      }
    } catch (error) {
      // Who turns away from the device's list wants nothing; else the link is still there to open.
      if (error.name !== "AbortError") location.assign(url);
    }
  }

  button.hidden = false;
  link.hidden = true;
  button.addEventListener("click", pass);
}

if (navigator.share || navigator.clipboard) {
  document.querySelectorAll("[data-ps-share]").forEach(offer);
}
