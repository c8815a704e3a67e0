"use client";
/** A condition of a rule: its alternatives, their facts, and the list from which a fact is added. */
import type { ComponentType } from "react";
import { Select } from "@/components/forms/select";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormNode, WayNode } from "@/lib/editor/rules-nodes";
import { StepButton } from "./row-buttons";
import type { RuleTexts } from "./rule-texts";

type Nodes = ComponentType<{ nodes: readonly FormNode[]; texts: RuleTexts }>;
type Props = { node: Extract<FormNode, { kind: "condition" }>; texts: RuleTexts; Nodes: Nodes };

export function ConditionRows({ node, texts, Nodes }: Props) {
  const { label, error, ways, name, count } = node;
  const add = ways.length > 0 ? texts.addOtherWay : texts.addWay;
  const hidden = count.kind === "group" ? count.nodes : [];
  return (
    <Disclosure summary={label} open={ways.length > 0 || error !== undefined || node.isRequired === true}>
      <fieldset className="rule-part" id={name} tabIndex={-1}>
        <legend className="sr">{label}</legend>
        {error ? <p className="error">{error}</p> : null}
        {ways.length === 0 ? <p className="hint">{texts.noCondition}</p> : null}
        <Nodes nodes={hidden} texts={texts} />
        {ways.map((way) => (
          <Way key={way.path} way={way} texts={texts} Nodes={Nodes} />
        ))}
        <StepButton value={`add ${name}`} label={`${add} (${label})`}>
          {add}
        </StepButton>
      </fieldset>
    </Disclosure>
  );
}

function Way({ way, texts, Nodes }: { way: WayNode; texts: RuleTexts; Nodes: Nodes }) {
  const { path, label, facts, count, add } = way;
  const choices = add.kind === "select" ? add.choices : [];
  return (
    <fieldset className="rule-row" id={path} tabIndex={-1}>
      <legend>{label}</legend>
      <Nodes nodes={[count]} texts={texts} />
      {facts.map((fact) => (
        <fieldset className="rule-part" key={fact.path}>
          <legend>{fact.label}</legend>
          <Nodes nodes={fact.nodes} texts={texts} />
          <StepButton value={`remove ${fact.path}`} label={`${texts.removeFact} (${fact.label})`}>
            {texts.removeFact}
          </StepButton>
        </fieldset>
      ))}
      <div className="field-bar mb-4">
        <Select
          name={`f.${add.name}`}
          label={add.label}
          options={choices.map((choice) => ({ ...choice }))}
          defaultValue=""
        />
        <StepButton value={`fact ${path}`} label={`${texts.addFact} (${label})`}>
          {texts.addFact}
        </StepButton>
      </div>
      <StepButton value={`remove ${path}`} label={`${texts.removeWay} (${label})`}>
        {texts.removeWay}
      </StepButton>
    </fieldset>
  );
}
