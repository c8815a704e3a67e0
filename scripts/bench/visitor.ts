/** Somebody signed in over plain HTTP: the portal's own forms, sent as a browser without scripts sends them. */
import { randomBytes } from "node:crypto";
import { PASSWORD } from "../../e2e/support/accounts";
import { type Field, type Form, formsOf } from "../../e2e/support/forms";

export class Visitor {
  readonly #cookies = new Map<string, string>();

  private constructor(private readonly url: string) {}

  static async signedIn(url: string, email: string): Promise<Visitor> {
    const visitor = new Visitor(url);
    const form = await visitor.form("/connexion", ({ fields }) => fields.some(({ name }) => name === "password"));
    await visitor.send(form, { email, password: PASSWORD });
    if (visitor.#cookies.size === 0) throw new Error(`${email} could not sign in`);
    const charter = await visitor.get("/charte");
    const accept = formsOf("/charte", charter.html).find(({ label }) => label.includes("accepte"));
    if (accept) await visitor.send(accept, {});
    return visitor;
  }

  cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async get(path: string): Promise<{ status: number; html: string }> {
    const answer = await this.#ask(path, {});
    return { status: answer.status, html: await answer.text() };
  }

  async form(path: string, wanted: (form: Form) => boolean): Promise<Form> {
    const { status, html } = await this.get(path);
    const form = formsOf(path, html).find(wanted);
    if (!form) throw new Error(`No such form at ${path} (${status})`);
    return form;
  }

  /** Gives the address the answer leads to, if any. `changes` replace or add fields; a list adds several of one name. */
  async send(form: Form, changes: Record<string, string | readonly string[]>): Promise<string | null> {
    const fields: Field[] = form.fields.filter(({ name }) => !(name in changes) && name !== "_key");
    for (const [name, value] of Object.entries(changes)) {
      for (const one of typeof value === "string" ? [value] : value) fields.push({ name, value: one });
    }
    const body = new FormData();
    for (const { name, value } of fields) body.append(name, value);
    body.append("_key", randomBytes(18).toString("base64url"));
    const answer = await this.#ask(form.at, { method: "POST", body, headers: { origin: this.url } });
    await answer.arrayBuffer();
    if (answer.status >= 400) throw new Error(`${form.at} « ${form.label} »: ${answer.status}`);
    return answer.headers.get("location");
  }

  async #ask(path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
    const headers = { ...init.headers, cookie: this.cookieHeader() };
    const answer = await fetch(new URL(path, this.url), { ...init, headers, redirect: "manual" });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const at = pair.indexOf("=");
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  }
}
