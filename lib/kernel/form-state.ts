/** What a form's action answers. The wording is done on the server: a page shows it as it comes. */

export type FormState<Data = unknown> =
  | { status: "idle" }
  | { status: "done"; message?: string; reference?: string; data?: Data }
  | { status: "refused"; message: string; reference?: string; values?: Record<string, string> }
  | { status: "invalid"; fields: Record<string, string[]>; values: Record<string, string> };

export type FormAction<Data = unknown> = (previous: FormState<Data>, data: FormData) => Promise<FormState<Data>>;

export const idle: FormState<never> = { status: "idle" };

/** A form without fields of its own to refuse, such as a button: its action with the previous state filled in. Works without a script. */
export function post(action: FormAction): (data: FormData) => Promise<void> {
  return action.bind(null, idle) as unknown as (data: FormData) => Promise<void>;
}
