/** The keys that the schema knows at a place of the file: what an unknown key is compared with. Pure. */
import type { z } from "zod";
import { communeFileSchema } from "@/lib/rulebook/schema";
import type { Path } from "./rules-json";

type Schema = z.core.$ZodType;

/** The keys known at a path; of several kinds of object, those of the kind that the file names. */
export function keysAt(file: unknown, path: Path): string[] {
  let schemas: Schema[] = opened([communeFileSchema], file);
  let value = file;
  for (const step of path) {
    value = inside(value, step);
    schemas = opened(
      schemas.flatMap((schema) => child(schema, step)),
      value,
    );
  }
  return [...new Set(schemas.flatMap((schema) => shapeKeys(schema)))];
}

export function inside(value: unknown, step: string | number): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[step] : undefined;
}

export function valueAt(file: unknown, path: Path): unknown {
  return path.reduce<unknown>(inside, file);
}

const definition = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def;

/** Wrappers taken off and unions opened, down to objects, lists and plain values. */
function opened(schemas: readonly Schema[], value: unknown): Schema[] {
  return schemas.flatMap((schema): Schema[] => {
    const def = definition(schema);
    if ("innerType" in def) return opened([def.innerType], value);
    if (def.type === "pipe") return opened([def.in], value);
    if (def.type === "intersection") return opened([def.left, def.right], value);
    if (def.type !== "union") return [schema];
    const options = opened(def.options, value);
    const named = options.filter((option) => isOfKind(option, value));
    return named.length > 0 ? named : options;
  });
}

function isOfKind(schema: Schema, value: unknown): boolean {
  const def = definition(schema);
  if (def.type !== "object" || !def.shape.kind) return false;
  const kind = definition(def.shape.kind);
  return kind.type === "literal" && kind.values.some((one) => one === inside(value, "kind"));
}

function child(schema: Schema, step: string | number): Schema[] {
  const def = definition(schema);
  if (def.type === "object") return [def.shape[String(step)]].filter((found) => found !== undefined);
  if (def.type === "array") return [def.element];
  if (def.type === "record") return [def.valueType];
  if (def.type === "tuple") return [def.items[Number(step)]].filter((found) => found !== undefined);
  return [];
}

function shapeKeys(schema: Schema): string[] {
  const def = definition(schema);
  return def.type === "object" ? Object.keys(def.shape) : [];
}
