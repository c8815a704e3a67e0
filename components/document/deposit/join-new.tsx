"use client";
/** New documents inside the form of a request: each kind in a fold, for the child and the home that the form names just now. */
import { useEffect, useRef, useState } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import { asksEndDate, asksIssueDate, type Kind } from "@/lib/document/rules";
import type { OfferedKeys } from "../browser/trust";
import type { DepositWords } from "../words";
import { DocumentPicker } from "./document-picker";

type JoinNewProps = {
  kinds: readonly Kind[];
  keys: OfferedKeys;
  owner: string;
  words: DepositWords;
  locale: string;
  chooseChild: string;
};

type About = { householdId: string; childId: string | null };

export function JoinNew({ kinds, chooseChild, ...shared }: JoinNewProps) {
  const box = useRef<HTMLDivElement>(null);
  const [about, setAbout] = useState<About | null>(null);
  useEffect(() => {
    const form = box.current?.closest("form");
    if (!form) return;
    const read = () => setAbout(aboutOf(form));
    read();
    form.addEventListener("change", read);
    return () => form.removeEventListener("change", read);
  }, []);
  return (
    <div ref={box}>
      {about
        ? kinds.map((kind) => (
            <Disclosure key={kind.id} summary={kind.name}>
              <p className="hint">{kind.help}</p>
              <OneKind kind={kind} about={about} chooseChild={chooseChild} {...shared} />
            </Disclosure>
          ))
        : null}
    </div>
  );
}

function aboutOf(form: HTMLFormElement): About {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? "");
  return { householdId: text("householdId"), childId: text("childId") || null };
}

type OneKindProps = Omit<JoinNewProps, "kinds"> & { kind: Kind; about: About };

function OneKind({ kind, about: { householdId, childId }, chooseChild, ...shared }: OneKindProps) {
  const isAboutChild = kind.subject === "child";
  if (isAboutChild && !childId) return <p className="soft">{chooseChild}</p>;
  const place = { kindId: kind.id, householdId, childId: isAboutChild ? childId : null, requestId: null };
  const asks = {
    issueDate: asksIssueDate(kind.validity),
    endDate: asksEndDate(kind.validity),
    freshMonths: kind.validity.freshMonths ?? null,
  };
  return (
    <DocumentPicker
      key={`${place.householdId}${place.childId}`}
      {...shared}
      place={place}
      label={kind.name}
      asks={asks}
      field="documentIds[]"
    />
  );
}
