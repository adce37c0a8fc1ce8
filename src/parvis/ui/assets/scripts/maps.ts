// Maps come late and may not come: [data-map] shows points, [data-map-picker] lets one place a point.
import { behaviour, make } from "./behaviours";

export const AWAY = "La carte n'est pas disponible : écrivez l'adresse.";

/** Waits until the place is on screen: the library weighs more than all the rest. */
function whenSeen(place: HTMLElement, then: () => void): void {
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    then();
  }, { rootMargin: "200px" });
  watcher.observe(place);
}

/** Replaces a map by a sentence; the text address remains. */
export function away(box: HTMLElement, text = AWAY): void {
  const note = make("p", "map-away", text);
  note.setAttribute("role", "status");
  box.replaceWith(note);
}

export function startMaps(): void {
  behaviour("[data-map]", (box) => {
    whenSeen(box, () => {
      import("./map-view").then(
        ({ showPoints }) => showPoints(box),
        () => away(box, "La carte n'est pas disponible."),
      );
    });
  });
  behaviour("[data-map-picker]", (place) => {
    const box = make("div", "map");
    place.append(box);
    whenSeen(place, () => {
      import("./map-picker").then(
        ({ pickPoint }) => pickPoint(place, box),
        () => away(box),
      );
    });
  });
}
