// MapLibre, its worker served from our own address, and the style of the town.
import { AttributionControl, Map, NavigationControl, setWorkerUrl, type StyleSpecification } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";

setWorkerUrl(new URL(workerUrl, import.meta.url).href);

const FRANCE: [number, number] = [2.4, 46.6];
const PATIENCE = 8_000;

const WORDS = {
  "NavigationControl.ZoomIn": "Agrandir",
  "NavigationControl.ZoomOut": "Réduire",
  "AttributionControl.ToggleAttribution": "Sources de la carte",
  "Map.Title": "Carte",
  "CooperativeGesturesHandler.WindowsHelpText": "Ctrl + molette pour agrandir la carte",
  "CooperativeGesturesHandler.MacHelpText": "⌘ + molette pour agrandir la carte",
  "CooperativeGesturesHandler.MobileHelpText": "Deux doigts pour déplacer la carte",
};

/** A style document's address, or a template of picture tiles (…{z}/{x}/{y}…). */
function styleOf(address: string, attribution: string): string | StyleSpecification {
  if (!address.includes("{z}")) return new URL(address, location.href).href;
  return {
    version: 8,
    sources: { tiles: { type: "raster", tiles: [new URL(address, location.href).href.replace(/%7B/g, "{").replace(/%7D/g, "}")], tileSize: 256, attribution } },
    layers: [{ id: "tiles", type: "raster", source: "tiles" }],
  };
}

export function centreOf(element: HTMLElement): { centre: [number, number]; zoom: number } {
  const [lon, lat] = (element.dataset["centre"] ?? "").split(",").map(Number);
  if (lon === undefined || lat === undefined || Number.isNaN(lon) || Number.isNaN(lat)) return { centre: FRANCE, zoom: 4.6 };
  return { centre: [lon, lat], zoom: Number(element.dataset["zoom"] ?? 14) };
}

/** Draws a map in the box; `failed` is called once if nothing can be shown. */
export function drawMap(box: HTMLElement, options: HTMLElement, failed: () => void): Map | null {
  const { centre, zoom } = centreOf(options);
  let settled = false;
  const fail = () => {
    if (settled) return;
    settled = true;
    map?.remove();
    failed();
  };
  let map: Map | null = null;
  try {
    map = new Map({
      container: box,
      style: styleOf(options.dataset["style"] ?? "", options.dataset["attribution"] ?? ""),
      center: centre,
      zoom,
      attributionControl: false,
      cooperativeGestures: true,
      dragRotate: false,
      pitchWithRotate: false,
      locale: WORDS,
    });
  } catch {
    fail();
    return null;
  }
  map.addControl(new AttributionControl({ compact: true }));
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.getCanvas().setAttribute("aria-label", options.dataset["label"] ?? "Carte");
  // One missing tile is nothing; no tile at all, or no style, is no map.
  let styled = false;
  let drawn = 0;
  const patience = window.setTimeout(() => {
    if (!drawn) fail();
  }, PATIENCE);
  map.once("style.load", () => (styled = true));
  map.on("sourcedata", (event) => {
    const { tile } = event as { tile?: { state: string } };
    if (tile?.state === "loaded") drawn += 1;
  });
  map.on("error", () => {
    if (!styled) fail();
  });
  map.once("idle", () => {
    window.clearTimeout(patience);
    const sources = Object.values(map?.getStyle().sources ?? {});
    if (!drawn && sources.some(({ type }) => type === "raster" || type === "vector")) fail();
    settled = true;
  });
  return map;
}
