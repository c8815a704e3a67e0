// Writes the whole schema as CREATE TABLE text on each `prisma generate` (facts of the stack: no native schema engine).
// It is the draft a migration is copied from, and one side of the drift check. Foreign keys RESTRICT both ways unless the
// schema says otherwise: an id never changes, and nothing goes because its neighbour went.
// A field's comment may hold `@collation utf8mb4_bin`; generated columns, CHECKs and triggers live in migrations only.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import helper from "@prisma/generator-helper";

const LONGEST_NAME = 64;
const SCALARS = {
  String: "VARCHAR(191)",
  Int: "INTEGER",
  BigInt: "BIGINT",
  Float: "DOUBLE",
  Decimal: "DECIMAL(65,30)",
  Boolean: "BOOLEAN",
  DateTime: "DATETIME(3)",
  Json: "JSON",
  Bytes: "LONGBLOB",
};
const ACTIONS = {
  Cascade: "CASCADE",
  Restrict: "RESTRICT",
  NoAction: "NO ACTION",
  SetNull: "SET NULL",
  SetDefault: "SET DEFAULT",
};
const INDEX_KINDS = { normal: "INDEX", unique: "UNIQUE INDEX", fulltext: "FULLTEXT INDEX" };

const quoteName = (name) => `\`${name}\``;
const quoteText = (text) => `'${String(text).replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
const tableOf = (model) => model.dbName ?? model.name;
const columnOf = (model, name) => {
  const field = model.fields.find((candidate) => candidate.name === name);
  return field.dbName ?? field.name;
};

/** Prisma's own way of naming a constraint, cut to what MySQL accepts. */
function constraintName(parts, suffix) {
  return `${parts.join("_").slice(0, LONGEST_NAME - suffix.length - 1)}_${suffix}`;
}

function typeOf(field, enums) {
  if (field.kind === "enum") {
    const { values } = enums.find((candidate) => candidate.name === field.type);
    return `ENUM(${values.map((value) => quoteText(value.dbName ?? value.name)).join(", ")})`;
  }
  if (!field.nativeType) return SCALARS[field.type];
  const [name, args] = field.nativeType;
  const size = args.length > 0 ? `(${args.join(",")})` : "";
  if (name.startsWith("Unsigned")) return `${name.slice("Unsigned".length).toUpperCase()}${size} UNSIGNED`;
  return `${name.toUpperCase()}${size}`;
}

function defaultOf(field, enums) {
  const value = field.default;
  if (value === undefined || Array.isArray(value)) return "";
  if (typeof value === "object") return functionDefault(field, value);
  if (field.kind === "enum") {
    const { values } = enums.find((candidate) => candidate.name === field.type);
    const found = values.find((candidate) => candidate.name === value);
    return ` DEFAULT ${quoteText(found.dbName ?? found.name)}`;
  }
  return ` DEFAULT ${typeof value === "string" ? quoteText(value) : value}`;
}

/** The functions that the database runs; uuid() and the like are run by the client. */
function functionDefault(field, { name, args }) {
  if (name === "autoincrement") return " AUTO_INCREMENT";
  if (name === "dbgenerated" && args[0]) return ` DEFAULT ${args[0]}`;
  if (name !== "now") return "";
  const precision = field.nativeType ? Number(field.nativeType[1][0] ?? 0) : 3;
  return ` DEFAULT CURRENT_TIMESTAMP${precision > 0 ? `(${precision})` : ""}`;
}

function columnText(field, enums) {
  const collation = /@collation\s+(\w+)/.exec(field.documentation ?? "")?.[1];
  const collate = collation ? ` CHARACTER SET ${collation.split("_")[0]} COLLATE ${collation}` : "";
  const nullable = field.isRequired ? " NOT NULL" : " NULL";
  const name = quoteName(field.dbName ?? field.name);
  return `${name} ${typeOf(field, enums)}${collate}${nullable}${defaultOf(field, enums)}`;
}

function indexText(model, index) {
  const columns = index.fields.map((part) => {
    const length = part.length ? `(${part.length})` : "";
    return `${quoteName(columnOf(model, part.name))}${length}${part.sortOrder === "desc" ? " DESC" : ""}`;
  });
  if (index.type === "id") return `PRIMARY KEY (${columns.join(", ")})`;
  const suffix = index.type === "unique" ? "key" : "idx";
  const names = index.fields.map((part) => columnOf(model, part.name));
  const name = index.dbName ?? constraintName([tableOf(model), ...names], suffix);
  return `${INDEX_KINDS[index.type]} ${quoteName(name)} (${columns.join(", ")})`;
}

function tableText(model, { enums, indexes }) {
  const lines = [
    ...model.fields.filter((field) => field.kind !== "object").map((field) => columnText(field, enums)),
    ...indexes.filter((index) => index.model === model.name).map((index) => indexText(model, index)),
  ];
  const body = lines.map((line) => `  ${line}`).join(",\n");
  return `CREATE TABLE ${quoteName(tableOf(model))} (\n${body}\n) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;`;
}

function foreignKeyText(model, field, models) {
  const target = models.find((candidate) => candidate.name === field.type);
  const own = field.relationFromFields.map((name) => columnOf(model, name));
  const theirs = field.relationToFields.map((name) => columnOf(target, name));
  const name = constraintName([tableOf(model), ...own], "fkey");
  return [
    `ALTER TABLE ${quoteName(tableOf(model))} ADD CONSTRAINT ${quoteName(name)}`,
    ` FOREIGN KEY (${own.map(quoteName).join(", ")}) REFERENCES ${quoteName(tableOf(target))} (${theirs.map(quoteName).join(", ")})`,
    ` ON DELETE ${ACTIONS[field.relationOnDelete ?? "Restrict"]} ON UPDATE ${ACTIONS[field.relationOnUpdate ?? "Restrict"]};`,
  ].join("");
}

/** Implicit many-to-many lists would need a table that no model names: refused, so that it cannot be forgotten. */
function refuseImplicitTables(models) {
  for (const model of models) {
    for (const field of model.fields.filter((candidate) => candidate.kind === "object" && candidate.isList)) {
      const other = models.find((candidate) => candidate.name === field.type);
      const held = other.fields.some((back) => back.relationName === field.relationName && !back.isList);
      if (!held) throw new Error(`${model.name}.${field.name}: write the join table as a model of its own`);
    }
  }
}

function schemaText(datamodel) {
  const { models } = datamodel;
  refuseImplicitTables(models);
  const keys = models.flatMap((model) =>
    model.fields
      .filter((field) => field.relationFromFields?.length > 0)
      .map((field) => foreignKeyText(model, field, models)),
  );
  const tables = models.map((model) => tableText(model, datamodel));
  return [
    "-- Written by prisma/ddl-generator.mjs on `npx prisma generate`. Do not edit.",
    ...tables,
    keys.join("\n"),
  ].join("\n\n");
}

helper.generatorHandler({
  onManifest: () => ({ prettyName: "SQL of the whole schema", defaultOutput: "../schema.sql" }),
  onGenerate: async ({ dmmf, generator }) => {
    const file = generator.output.value;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${schemaText(dmmf.datamodel)}\n`);
  },
});
