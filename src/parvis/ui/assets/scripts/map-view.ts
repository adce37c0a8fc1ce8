// A map to read: points of a GeoJSON kept in a <script type="application/json" id="…"> named by data-points.
import { LngLatBounds } from "maplibre-gl";
import { drawMap } from "./map-library";
import { away } from "./maps";

interface Points {
  type: "FeatureCollection";
  features: {
    type: "Feature";
    geometry: { type: "Point"; coordinates: [number, number] };
    properties: Record<string, string>;
  }[];
}

export function showPoints(box: HTMLElement): void {
  const source = document.getElementById(box.dataset["points"] ?? "");
  const points = JSON.parse(source?.textContent || '{"type":"FeatureCollection","features":[]}') as Points;
  const map = drawMap(box, box, () => away(box, "La carte n'est pas disponible."));
  if (!map) return;
  const bounds = new LngLatBounds();
  for (const point of points.features) bounds.extend(point.geometry.coordinates);
  if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 40, maxZoom: 16, animate: false });
  const colour = getComputedStyle(box).getPropertyValue("--parvis-accent").trim() || "#0e5a5e";
  map.on("load", () => {
    map.addSource("points", { type: "geojson", data: points });
    map.addLayer({
      id: "points",
      type: "circle",
      source: "points",
      paint: { "circle-radius": 7, "circle-color": colour, "circle-stroke-color": "#fff", "circle-stroke-width": 2 },
    });
  });
  map.on("click", "points", (event) => {
    const url: unknown = event.features?.[0]?.properties["url"];
    if (typeof url === "string" && url.startsWith("/")) location.assign(url);
  });
  map.on("mouseenter", "points", () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", "points", () => (map.getCanvas().style.cursor = ""));
}
