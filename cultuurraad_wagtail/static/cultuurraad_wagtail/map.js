/* <cultuurraad-map>: a button that shows the organisations of the list on a map. Without it the list is all there is;
   Leaflet and the places are fetched on the first click. Addresses and words stand in data attributes. */

const loaded = (element) =>
  new Promise((resolve, reject) => {
    element.addEventListener("load", resolve, { once: true });
    element.addEventListener("error", reject, { once: true });
    document.head.append(element);
  });

const style = (href) => loaded(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
const script = (src) => loaded(Object.assign(document.createElement("script"), { src }));

class CultuurraadMap extends HTMLElement {
  connectedCallback() {
    if (this.button) return;
    this.button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "cultuurraad-button cultuurraad-button--quiet",
      textContent: this.dataset.show,
    });
    this.button.setAttribute("aria-expanded", "false");
    this.button.addEventListener("click", () => this.toggle());
    this.note = Object.assign(document.createElement("p"), { className: "cultuurraad-map__note" });
    this.note.setAttribute("role", "status");
    this.frame = Object.assign(document.createElement("div"), { className: "cultuurraad-map__frame", hidden: true });
    this.frame.setAttribute("role", "region");
    this.frame.setAttribute("aria-label", this.dataset.label);
    this.append(this.button, this.note, this.frame);
  }

  async toggle() {
    const show = this.frame.hidden;
    this.frame.hidden = !show;
    this.button.setAttribute("aria-expanded", String(show));
    this.button.textContent = show ? this.dataset.hide : this.dataset.show;
    if (!show || this.map) return;
    try {
      const [places] = await Promise.all([
        fetch(this.dataset.places).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer))),
        style(this.dataset.style),
        script(this.dataset.script),
      ]);
      this.draw(places);
    } catch {
      this.frame.hidden = true;
      this.button.hidden = true;
      this.note.textContent = this.dataset.failed;
    }
  }

  draw(places) {
    if (!places.length) {
      this.frame.hidden = true;
      this.note.textContent = this.dataset.none;
      return;
    }
    const { L } = window;
    this.map = L.map(this.frame, { scrollWheelZoom: false });
    this.map.attributionControl.setPrefix(false);
    L.tileLayer(this.dataset.tiles, { attribution: this.dataset.attribution, maxZoom: 19 }).addTo(this.map);
    const icon = L.divIcon({ className: "cultuurraad-map__pin", html: "", iconSize: [26, 26] });
    for (const { title, address, latitude, longitude } of places) {
      const link = Object.assign(document.createElement("a"), { href: address, textContent: title });
      L.marker([latitude, longitude], { icon, title, alt: title }).bindPopup(link).addTo(this.map);
    }
    this.map.fitBounds(places.map((place) => [place.latitude, place.longitude]), { padding: [30, 30], maxZoom: 15 });
  }
}

customElements.define("cultuurraad-map", CultuurraadMap);
