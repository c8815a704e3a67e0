"use client";
/** The parts of a rule's form, drawn from what the server says of them: fields, choices, groups, rows. It knows no rule by name. */
import { Checkbox, CheckboxGroup } from "@/components/forms/choices";
import { Select } from "@/components/forms/select";
import { TextArea, TextInput } from "@/components/forms/text-input";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormNode } from "@/lib/editor/rules-nodes";
import { ConditionRows } from "./condition-rows";
import { RowButtons, StepButton } from "./row-buttons";
import type { RuleTexts } from "./rule-texts";

export type NodeProps = { node: FormNode; texts: RuleTexts };

const fieldName = (name: string) => `f.${name}`;

export function RuleNodes({ nodes, texts }: { nodes: readonly FormNode[]; texts: RuleTexts }) {
  return nodes.map((node) => <RuleNode key={node.name} node={node} texts={texts} />);
}

export function RuleNode({ node, texts }: NodeProps) {
  const { label, hint, error } = node;
  const name = fieldName(node.name);
  const mark = node.isRequired ? texts.required : undefined;
  switch (node.kind) {
    case "hidden":
      return <input type="hidden" name={name} value={node.value} />;
    case "text":
      return <TextField node={node} name={name} mark={mark} />;
    case "check":
      return <Checkbox name={name} value="yes" label={label} defaultChecked={node.isOn} error={error} />;
    case "select":
      return (
        <Select
          {...{ name, label, hint, error, mark }}
          options={node.choices.map((choice) => ({ ...choice }))}
          defaultValue={node.value}
        />
      );
    case "boxes":
      return <Boxes node={node} texts={texts} name={name} mark={mark} />;
    case "ways":
      return <Ways node={node} texts={texts} />;
    case "group":
      return <Group node={node} texts={texts} />;
    case "list":
      return <Rows node={node} texts={texts} />;
    case "condition":
      return <ConditionRows node={node} texts={texts} Nodes={RuleNodes} />;
  }
}

type Of<Kind extends FormNode["kind"]> = { node: Extract<FormNode, { kind: Kind }>; texts: RuleTexts };

function TextField({ node, name, mark }: { node: Of<"text">["node"]; name: string; mark: string | undefined }) {
  const { label, hint, error, value } = node;
  const given = { name, label, hint, error, mark, defaultValue: value };
  if (node.input === "long") return <TextArea {...given} rows={3} />;
  const type = node.input === "text" ? "text" : node.input;
  return (
    <TextInput
      {...given}
      type={type}
      inputMode={node.mode}
      short={node.isShort === true || node.mode !== undefined || type !== "text"}
    />
  );
}

function Boxes({ node, texts, name, mark }: Of<"boxes"> & { name: string; mark: string | undefined }) {
  const { label, hint, error, choices, chosen, beside } = node;
  return (
    <>
      {choices.length > 0 ? (
        <CheckboxGroup
          {...{ hint, error, mark, legend: label, name: `${name}[]` }}
          choices={choices.map((choice) => ({ ...choice }))}
          defaultValues={[...chosen]}
        />
      ) : null}
      <RuleNodes nodes={choices.length > 0 ? beside : beside.map((one) => named(one, label, error))} texts={texts} />
    </>
  );
}

/** Without words to tick, the line to write on takes the name of the list. */
function named(node: FormNode, label: string, error: string | undefined): FormNode {
  return node.kind === "text" ? { ...node, hint: node.label, label, ...(error ? { error } : {}) } : node;
}

/** One of several ways to answer: choosing shows its questions. */
function Ways({ node, texts }: Of<"ways">) {
  const { label, error, hint, value, choices, nodes, name } = node;
  return (
    <fieldset className="rule-part">
      <legend className="sr">{label}</legend>
      <div className="field-bar mb-4">
        <Select
          name={fieldName(name)}
          label={label}
          mark={node.isRequired ? texts.required : undefined}
          {...{ hint, error }}
          options={choices.map((choice) => ({ ...choice }))}
          defaultValue={value}
        />
        <StepButton value={`show ${name}`} label={texts.chooseOf.replace("{label}", label)}>
          {texts.choose}
        </StepButton>
      </div>
      <RuleNodes nodes={nodes} texts={texts} />
    </fieldset>
  );
}

function Group({ node, texts }: Of<"group">) {
  const { label, hint, error, nodes, isFolded, isFilled } = node;
  const inner = (
    <>
      {hint ? <p className="hint">{hint}</p> : null}
      {error ? <p className="error">{error}</p> : null}
      <RuleNodes nodes={nodes} texts={texts} />
    </>
  );
  if (!isFolded) {
    return (
      <fieldset className="rule-part">
        <legend>{label}</legend>
        {inner}
      </fieldset>
    );
  }
  return (
    <Disclosure summary={label} open={isFilled || error !== undefined}>
      <fieldset className="rule-part">
        <legend className="sr">{label}</legend>
        {inner}
      </fieldset>
    </Disclosure>
  );
}

function Rows({ node, texts }: Of<"list">) {
  const { label, error, items, name } = node;
  return (
    <fieldset className="rule-part" id={name} tabIndex={-1}>
      <legend>{label}</legend>
      {error ? <p className="error">{error}</p> : null}
      <RuleNode node={node.count} texts={texts} />
      {items.map((item, index) => (
        <fieldset className="rule-row" key={item.path}>
          <legend>{item.label}</legend>
          <RuleNodes nodes={item.node.kind === "group" ? item.node.nodes : [item.node]} texts={texts} />
          <RowButtons path={item.path} label={item.label} texts={texts} {...{ index, count: items.length }} />
        </fieldset>
      ))}
      <StepButton value={`add ${name}`} label={`${texts.add} (${label})`}>
        {texts.add}
      </StepButton>
    </fieldset>
  );
}
