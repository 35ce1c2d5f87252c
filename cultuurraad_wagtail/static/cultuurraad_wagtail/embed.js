/* <cultuurraad-embed>: nothing is asked of the other site before the visitor says so. Without it a link is all there is. */

class CultuurraadEmbed extends HTMLElement {
  connectedCallback() {
    const template = this.querySelector("template");
    if (this.querySelector("button") || !template) return;
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "cultuurraad-button",
      textContent: this.dataset.show,
    });
    const note = Object.assign(document.createElement("p"), {
      className: "cultuurraad-embed__note",
      textContent: this.dataset.note,
    });
    button.addEventListener("click", () => this.replaceChildren(template.content.cloneNode(true)), { once: true });
    this.append(button, note);
  }
}

customElements.define("cultuurraad-embed", CultuurraadEmbed);
