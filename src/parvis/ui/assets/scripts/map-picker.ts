// Places a point: click, drag, or move the map with the keyboard and press "Placer le repère au centre".
// data-lat and data-lon name the inputs to fill, data-address the address field whose choice moves the marker.
import { LngLat, Marker, type Map } from "maplibre-gl";
import { announce, input, make } from "./behaviours";
import { drawMap } from "./map-library";
import { away } from "./maps";

function button(text: string, press: () => void): HTMLButtonElement {
  const made = make("button", "btn", text);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

export function pickPoint(place: HTMLElement, box: HTMLElement): void {
  const tools = make("div", "btn-list mt-2");
  const map = drawMap(box, place, () => {
    tools.remove();
    away(box);
  });
  if (!map) return;
  const [latitude, longitude] = [input(place.dataset["lat"]), input(place.dataset["lon"])];
  const colour = getComputedStyle(place).getPropertyValue("--parvis-accent").trim() || "#0e5a5e";
  const marker = new Marker({ color: colour, draggable: true });
  const put = (point: LngLat, say = true) => {
    marker.setLngLat(point).addTo(map);
    if (latitude) latitude.value = point.lat.toFixed(6);
    if (longitude) longitude.value = point.lng.toFixed(6);
    drop.hidden = false;
    if (say) announce("Repère placé");
    place.dispatchEvent(new CustomEvent("parvis:point", { bubbles: true, detail: { lat: point.lat, lon: point.lng } }));
  };
  const drop = button("Retirer le repère", () => {
    marker.remove();
    if (latitude) latitude.value = "";
    if (longitude) longitude.value = "";
    drop.hidden = true;
    announce("Repère retiré");
  });
  drop.hidden = true;
  tools.append(
    button("Placer le repère au centre", () => put(map.getCenter())),
    button("Où je suis", () => locate(map, put)),
    drop,
  );
  box.after(tools);
  marker.on("dragend", () => put(marker.getLngLat()));
  map.on("click", (event) => put(event.lngLat));
  if (latitude?.value && longitude?.value) {
    const point = new LngLat(Number(longitude.value), Number(latitude.value));
    put(point, false);
    map.jumpTo({ center: point, zoom: 16 });
  }
  input(place.dataset["address"])?.addEventListener("parvis:address", (event) => {
    const { lat, lon } = (event as CustomEvent<{ lat: number; lon: number }>).detail;
    const point = new LngLat(lon, lat);
    put(point, false);
    map.easeTo({ center: point, zoom: 17 });
  });
}

function locate(map: Map, put: (point: LngLat) => void): void {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const point = new LngLat(coords.longitude, coords.latitude);
      put(point);
      map.easeTo({ center: point, zoom: 17 });
    },
    () => announce("Votre position n'est pas disponible"),
    { enableHighAccuracy: true, timeout: 10_000 },
  );
}
