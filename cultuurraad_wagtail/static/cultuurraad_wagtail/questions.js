/* <cultuurraad-questions>: in the form of a feedback form, shows of each question what its kind asks, and its words in
   the heading of its panel. data-fields holds, for each field, the kinds that ask it. Nothing typed is lost: a hidden
   field keeps its value, and one with an error is shown. Without it every field is there. */

class CultuurraadQuestions extends HTMLElement {
  connectedCallback() {
    const rows = document.getElementById("id_questions-FORMS");
    if (!rows || !this.dataset.fields) return;
    this.asked = Object.entries(JSON.parse(this.dataset.fields));
    const showAll = () => [...rows.children].forEach((row) => this.show(row));
    const showOne = (event) => this.show(event.target.closest("[data-inline-panel-child]"));
    rows.addEventListener("change", showOne);
    rows.addEventListener("input", showOne);
    new MutationObserver(showAll).observe(rows, { childList: true });
    window.addEventListener("pageshow", showAll); // a browser that goes back fills in the form by then
    showAll();
  }

  show(row) {
    const kind = row?.querySelector('select[name$="-field_type"]');
    if (!kind) return;
    const prefix = kind.name.replace(/field_type$/, "");
    const field = (name) => row.querySelector(`[name="${prefix}${name}"]`);
    for (const [name, kinds] of this.asked) {
      const isAsked = kinds.includes(kind.value) && (name !== "only_if_answers" || field("only_if").value !== "");
      const panel = field(name)?.closest(".w-panel__wrapper");
      if (panel) panel.hidden = !isAsked && !panel.querySelector(".error-message");
      for (const input of row.querySelectorAll(`[name^="${prefix}translations-"][name$="-${name}"]`)) {
        input.closest(".cultuurraad-translations__input").hidden = !isAsked;
      }
    }
    this.head(row, field("label").value);
  }

  head(row, words) {
    const number = row.querySelector("[data-inline-panel-child-count]");
    if (!number) return;
    const heading = row.querySelector("[data-question-words]") || document.createElement("span");
    heading.dataset.questionWords = "";
    heading.textContent = words && `: ${words}`;
    if (!heading.isConnected) number.after(heading);
  }
}

customElements.define("cultuurraad-questions", CultuurraadQuestions);
