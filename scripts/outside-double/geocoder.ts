/** A handful of streets of the demonstration's commune, answered as the national geocoder does. */
import { fold } from "@/lib/kernel/text/fold";
import type { Asked, Reply } from "./visit";

const STREETS = ["1 Place de la Mairie", "12 Rue des Oliviers", "3 Chemin de la Fontaine", "8 Avenue des Écoles"];

export function suggest({ url }: Asked): Reply {
  const q = url.searchParams.get("q") ?? "";
  if (url.pathname !== "/geocodage/search") return { status: 404 };
  if (q.length < 3 || url.searchParams.get("index") !== "address") return { status: 400, body: '{"code":400}' };
  const found = STREETS.filter((street) => fold(street).includes(fold(q)));
  return { status: 200, body: JSON.stringify({ type: "FeatureCollection", features: found.map(featureOf) }) };
}

function featureOf(name: string, index: number) {
  const place = { postcode: "06999", citycode: "06999", city: "Valmontel", context: "06, Alpes-Maritimes" };
  const properties = { label: `${name} 06999 Valmontel`, name, type: "housenumber", score: 0.9 - index / 10, ...place };
  return { type: "Feature", geometry: { type: "Point", coordinates: [7.1, 43.7] }, properties };
}
