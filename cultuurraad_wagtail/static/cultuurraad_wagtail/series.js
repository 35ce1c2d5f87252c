/* <cultuurraad-rule>: in the form of a series, hides what the chosen rule does not ask. data-fields holds, for each
   field, the rules that ask it. Nothing typed is lost: a hidden field keeps its value, and one with an error is shown.
   Without it every field is there, and its help says when it counts. */

class CultuurraadRule extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form");
    const frequency = form?.elements.namedItem("frequency");
    if (!frequency || !this.dataset.fields) return;
    const asked = Object.entries(JSON.parse(this.dataset.fields));
    const show = () => {
      for (const [name, rules] of asked) {
        const field = form.querySelector(`[data-contentpath="${name}"]`);
        const panel = field?.closest(".w-panel__wrapper");
        if (panel) panel.hidden = !rules.includes(frequency.value) && !field.querySelector(".error-message");
      }
    };
    frequency.addEventListener("change", show);
    window.addEventListener("pageshow", show); // a browser that goes back fills in the form by then
    show();
  }
}

customElements.define("cultuurraad-rule", CultuurraadRule);
