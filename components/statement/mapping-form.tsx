"use client";
/** How PayFiP's list is read: tried on pasted lines as often as one likes, then kept. Works without a script: both buttons post. */
import { useActionState, useEffect, useRef } from "react";
import { SubmitButton } from "@/components/forms/form-buttons";
import { FormContext } from "@/components/forms/form-context";
import { HiddenFields } from "@/components/forms/hidden-fields";
import { Select } from "@/components/forms/select";
import { TextArea, TextInput } from "@/components/forms/text-input";
import { Notice } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { type FormAction, idle } from "@/lib/kernel/form-state";
import { formatEuros } from "@/lib/kernel/money";

type Choice = { name: string; label: string; options: readonly { value: string; label: string }[] };
type Field = { name: string; label: string };
type PreviewRow = { day: string; reference: string; amountCents: number };

type MappingFormProps = {
  action: FormAction;
  hidden: Record<string, string>;
  values: Record<string, string>;
  choices: readonly Choice[];
  columns: readonly Field[];
  iban: Field & { hint: string };
  texts: Record<
    "columns" | "columnsHint" | "sample" | "sampleHint" | "try" | "save" | "preview" | "pending" | "faults",
    string
  > & { heads: Record<"day" | "reference" | "amount", string> };
};

export function MappingForm({ action, hidden, values, choices, columns, iban, texts }: MappingFormProps) {
  const [state, submit] = useActionState(action, idle);
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.status !== "idle") told.current?.focus();
  }, [state]);
  const typed = state.status === "invalid" || state.status === "refused" ? (state.values ?? {}) : {};
  const fieldOf = (name: string) => typed[name] ?? values[name] ?? "";
  const rows = state.status === "done" ? ((state.data as { rows?: PreviewRow[] } | null)?.rows ?? []) : [];
  const message = state.status === "done" || state.status === "refused" ? state.message : undefined;
  return (
    <form action={submit} noValidate className="pt-3">
      <HiddenFields values={hidden} state={state} />
      <div ref={told} tabIndex={-1}>
        {message ? <Notice tone={state.status === "done" ? "info" : "error"} inset live title={message} /> : null}
        {state.status === "invalid" ? <Notice tone="error" inset live title={texts.faults} /> : null}
        {rows.length > 0 ? <Preview rows={rows} texts={texts} /> : null}
      </div>
      <FormContext value={{ state, prefix: "format", pending: texts.pending }}>
        <div className="field-row">
          {choices.map(({ name, label, options }) => (
            <Select key={name} name={name} label={label} options={[...options]} defaultValue={fieldOf(name)} />
          ))}
        </div>
        <fieldset>
          <legend>{texts.columns}</legend>
          <p className="soft small">{texts.columnsHint}</p>
          <div className="field-row">
            {columns.map(({ name, label }) => (
              <TextInput key={name} name={name} label={label} defaultValue={fieldOf(name)} inputMode="numeric" short />
            ))}
          </div>
        </fieldset>
        <TextInput name={iban.name} label={iban.label} hint={iban.hint} defaultValue={fieldOf(iban.name)} />
        <TextArea name="sample" label={texts.sample} hint={texts.sampleHint} rows={6} maxLength={20_000} />
        <div className="form-actions">
          <SubmitButton kind="line" name="task" value="try">
            {texts.try}
          </SubmitButton>
          <SubmitButton name="task" value="save">
            {texts.save}
          </SubmitButton>
        </div>
      </FormContext>
    </form>
  );
}

function Preview({ rows, texts }: { rows: readonly PreviewRow[]; texts: MappingFormProps["texts"] }) {
  const { heads } = texts;
  return (
    <Table
      caption={texts.preview}
      rows={rows.map((row, index) => ({ ...row, key: `${index}` }))}
      rowKey={(row) => row.key}
      columns={[
        { key: "reference", header: heads.reference, rowHeader: true, cell: (row) => row.reference },
        { key: "day", header: heads.day, cell: (row) => row.day },
        { key: "amount", header: heads.amount, align: "end", cell: (row) => formatEuros(row.amountCents) },
      ]}
    />
  );
}
