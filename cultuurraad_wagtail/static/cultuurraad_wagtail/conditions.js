/* <cultuurraad-condition>: a part of a form that is only asked of who gave one of certain answers. data-name is the field
   that decides, data-values holds its values. While it does not apply it is hidden and not sent; what was typed in it
   stays and comes back, and is sent along when the form is saved for later. A part with an error stays in sight.
   Without this file every part is there, with the words that say when it counts. */

class CultuurraadCondition extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form");
    if (!form || !this.dataset.name) return;
    const values = this.dataset.values.split(" ");
    const fields = [...this.querySelectorAll("input, select, textarea")];
    const isKept = this.querySelector(".cultuurraad-question__errors") !== null;
    const send = (isSent) => fields.forEach((field) => (field.disabled = !isSent));
    const look = () => {
      const wasHidden = this.hidden;
      this.hidden = !isKept && !new FormData(form).getAll(this.dataset.name).some((value) => values.includes(value));
      send(!this.hidden);
      // Another part may depend on an answer in this one.
      if (this.hidden !== wasHidden) this.dispatchEvent(new Event("change", { bubbles: true }));
    };
    this.classList.add("cultuurraad-condition--watched");
    form.addEventListener("change", look);
    form.addEventListener("submit", (event) => event.submitter?.name === "pause" && send(true));
    window.addEventListener("pageshow", look); // a browser that goes back fills in the form by then
    look();
  }
}

customElements.define("cultuurraad-condition", CultuurraadCondition);
