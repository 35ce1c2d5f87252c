/* <cultuurraad-reach>: says beneath a choice of field who will see it: the name of the group that the field stands in.
   Without it the sentence is that of the choice with which the page came. */

class CultuurraadReach extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector("select");
    const sentence = this.querySelector(".help");
    if (!select || !sentence) return;
    select.addEventListener("change", () => {
      sentence.textContent = select.selectedOptions[0]?.parentElement.label || "";
    });
  }
}

customElements.define("cultuurraad-reach", CultuurraadReach);
