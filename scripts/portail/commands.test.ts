import { expect, it } from "vitest";
import { commands, findCommand, listCommands } from "./commands";

it.each([
  ["payfip cases", "payfip cases", []],
  ["database migrate --foo", "database migrate", ["--foo"]],
] as const)("%s is found, with what follows it", (words, name, rest) => {
  const found = findCommand(words.split(" "));
  expect(found?.command.name).toBe(name);
  expect(found?.rest).toEqual(rest);
});

it.each(["", "payfip", "cases payfip", "payfip casesx"])("“%s” is no command", (words) => {
  expect(findCommand(words.split(" "))).toBeNull();
});

it("the list names every command, in order", () => {
  const names = commands.map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  for (const name of names) expect(listCommands()).toContain(`  ${name}`);
});

it.each(commands.map((command) => [command.name, command] as const))("%s can be loaded and run", async (_, command) => {
  expect((await command.load()).run).toBeTypeOf("function");
});
