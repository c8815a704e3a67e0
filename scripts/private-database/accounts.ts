/**
 * The database accounts of a private instance: the owner migrates and gives rights, the three others run the portal.
 * Written as the server's init file, so no superuser ever connects. Host "%" because the server listens on 127.0.0.1
 * and its socket only. The passwords are hexadecimal, so they need no quoting in SQL or in an address.
 */
import { randomBytes } from "node:crypto";

/** Where an instance listens. */
export type Place = { socket: string; port: number };
export type AccountName = "owner" | "app" | "sealer" | "eraser";
export type Passwords = Record<AccountName, string>;

export const SCHEMA = "portail";
const NAMES: readonly AccountName[] = ["owner", "app", "sealer", "eraser"];

export function initStatements(passwords: Passwords): string {
  const owner = "'portail_owner'@'%'";
  const accounts = NAMES.flatMap((name) => [
    `CREATE USER IF NOT EXISTS 'portail_${name}'@'%';`,
    `ALTER USER 'portail_${name}'@'%' IDENTIFIED BY '${passwords[name]}';`,
  ]);
  return [
    ...accounts,
    `GRANT ALL PRIVILEGES ON \`portail%\`.* TO ${owner} WITH GRANT OPTION;`,
    `GRANT SELECT ON mysql.* TO ${owner};`,
    `GRANT SHUTDOWN ON *.* TO ${owner};`,
    `CREATE DATABASE IF NOT EXISTS ${SCHEMA} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;`,
    "",
  ].join("\n");
}

export function urlOf(name: AccountName, { socket, port }: Place, passwords: Passwords, schema = SCHEMA): string {
  return `mysql://portail_${name}:${passwords[name]}@127.0.0.1:${port}/${schema}?socket=${encodeURIComponent(socket)}`;
}

export function newPasswords(): Passwords {
  const password = () => randomBytes(24).toString("hex");
  return { owner: password(), app: password(), sealer: password(), eraser: password() };
}
