// The zoomable map: MapLibre from this server, outlines from this server, no tiles. Its signs are the page's own
// symbols, so that it says nothing that the drawn map does not say.
import { Map as LibreMap, Marker, NavigationControl, setWorkerUrl } from "/static/vendor/maplibre-gl.js";

setWorkerUrl(new URL("/static/vendor/maplibre-gl-worker.mjs", location.href).href);
const MOST_MARKERS = 400; // more elements than this make panning stutter on a phone
const SVG = "http://www.w3.org/2000/svg";

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function pins() {
  return [...document.querySelectorAll("#drawn .pin")].map((pin) => ({
    at: [+pin.dataset.lon, +pin.dataset.lat], href: pin.getAttribute("href"), sign: pin.querySelector("use").getAttribute("href"),
    name: pin.dataset.name, label: pin.getAttribute("aria-label"),
  }));
}

function element(pin) {
  const link = document.createElement("a");
  link.className = "marker"; link.href = pin.href; link.setAttribute("aria-label", pin.label); link.title = pin.label;
  const svg = document.createElementNS(SVG, "svg"), use = document.createElementNS(SVG, "use");
  svg.setAttribute("width", 20); svg.setAttribute("height", 20); svg.setAttribute("viewBox", "-10 -10 20 20"); svg.setAttribute("aria-hidden", "true");
  for (const [name, value] of Object.entries({ href: pin.sign, x: -10, y: -10, width: 20, height: 20 })) use.setAttribute(name, value);
  const text = document.createElement("span");
  text.textContent = pin.name;
  svg.append(use); link.append(svg, text);
  return link;
}

function bounds(features) {
  let [west, south, east, north] = [180, 90, -180, -90];
  const walk = (part) => {
    if (typeof part[0] === "number") { west = Math.min(west, part[0]); east = Math.max(east, part[0]); south = Math.min(south, part[1]); north = Math.max(north, part[1]); } else part.forEach(walk);
  };
  features.forEach((feature) => walk(feature.geometry.coordinates));
  return west < east ? [[west, south], [east, north]] : [[-170, -60], [170, 75]];
}

export async function start(container) {
  const outlines = await (await fetch(`/outlines.geojson${location.search}`)).json();
  const found = pins();
  const spots = outlines.features.length ? outlines.features : found.map((pin) => ({ geometry: { coordinates: pin.at } }));
  const map = new LibreMap({
    container, bounds: bounds(spots), fitBoundsOptions: { padding: 24 }, attributionControl: false, dragRotate: false, pitchWithRotate: false,
    style: {
      version: 8,
      sources: { outlines: { type: "geojson", data: outlines } },
      layers: [
        { id: "paper", type: "background", paint: { "background-color": colour("--card") } },
        { id: "land", type: "fill", source: "outlines", paint: { "fill-color": colour("--land") } },
        { id: "coast", type: "line", source: "outlines", paint: { "line-color": colour("--coast"), "line-width": 0.8 } },
      ],
    },
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  map.touchZoomRotate.disableRotation();
  let markers = [];
  function crowd() {
    const signs = markers.map((marker) => marker.link.getBoundingClientRect()), taken = [...signs];
    markers.forEach((marker, at) => {
      const box = signs[at], label = { left: box.right, right: box.right + 7 * marker.link.textContent.length, top: box.top + 5, bottom: box.bottom - 5 };
      const hit = taken.some((other) => other !== box && label.left < other.right && other.left < label.right && label.top < other.bottom && other.top < label.bottom);
      marker.link.classList.toggle("crowded", hit);
      if (!hit) taken.push(label);
    });
  }
  function draw() {
    markers.forEach((marker) => marker.remove());
    markers = pins().reverse().slice(0, MOST_MARKERS).map((pin) => {
      const link = element(pin), marker = new Marker({ element: link }).setLngLat(pin.at).addTo(map);
      marker.link = link;
      return marker;
    });
    crowd();
  }
  map.on("moveend", crowd);
  document.addEventListener("shown", draw);
  await map.once("load");
  draw();
  container.dataset.ready = "yes";
  return map;
}
