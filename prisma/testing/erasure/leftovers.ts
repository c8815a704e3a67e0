/** For database tests: everything that is left, to look for what should not be there. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { as } from "@/prisma/testing";

/** Every column of every table, as bytes; of the test's own database, or of another one. */
export async function wholeDatabase(schema?: string): Promise<string> {
  return as("owner", async (connection) => {
    if (schema !== undefined) await connection.query(`USE \`${schema}\``);
    const [tables] = await connection.query("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'");
    const texts: string[] = [];
    for (const row of tables as Record<string, string>[]) {
      const [rows] = await connection.query(`SELECT * FROM \`${Object.values(row)[0]}\``);
      texts.push(...(rows as Record<string, unknown>[]).flatMap((one) => Object.values(one).map(asText)));
    }
    return texts.join("\n");
  });
}

function asText(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString("latin1") : (JSON.stringify(value) ?? "");
}

export function everyFile(path: string): string {
  return readdirSync(path, { recursive: true })
    .map((name) => join(path, String(name)))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, "latin1"))
    .join("\n");
}
