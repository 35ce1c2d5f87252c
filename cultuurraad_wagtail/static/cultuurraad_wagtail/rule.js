/* <cultuurraad-rule>: in an editor's form, hides what the choice in the field data-by does not ask. data-fields holds,
   for each other field, the choices that ask it. Nothing typed is lost: a hidden field keeps its value, and one with an
   error is shown. Without it every field is there, and its help says when it counts. */

class CultuurraadRule extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form");
    const choice = form?.elements.namedItem(this.dataset.by);
    if (!choice || !this.dataset.fields) return;
    const asked = Object.entries(JSON.parse(this.dataset.fields));
    const show = () => {
      for (const [name, choices] of asked) {
        const field = form.querySelector(`[data-contentpath="${name}"]`);
        const panel = field?.closest(".w-panel__wrapper");
        if (panel) panel.hidden = !choices.includes(choice.value) && !field.querySelector(".error-message");
      }
    };
    choice.addEventListener("change", show);
    window.addEventListener("pageshow", show); // a browser that goes back fills in the form by then
    show();
  }
}

customElements.define("cultuurraad-rule", CultuurraadRule);
