/** Who may collect a child: first whom it must not leave with, in words and with a sign, then who may, then whom to call. */
import { Disclosure } from "@/components/ui/disclosure";
import { Icon, type IconName } from "@/components/ui/icon";

export type GatePersonShown = {
  name: string;
  relation: string | null;
  phone: string | null;
  kind: "authorised" | "emergency_only" | "forbidden";
  kindLabel: string;
};

const SIGNS: Record<GatePersonShown["kind"], IconName> = {
  authorised: "user-check",
  emergency_only: "phone",
  forbidden: "alert",
};

type GatePeopleProps = {
  summary: string;
  /** Names the child for those who hear the page. */
  about: string;
  people: readonly GatePersonShown[];
  none: string;
};

export function GatePeople({ summary, about, people, none }: GatePeopleProps) {
  return (
    <Disclosure
      summary={
        <>
          <span aria-hidden="true">{summary}</span>
          <span className="sr">{about}</span>
        </>
      }
    >
      {people.length === 0 ? <p>{none}</p> : null}
      <ul className="pickup">
        {people.map(({ name, relation, phone, kind, kindLabel }) => (
          <li key={`${kind} ${name}`} className={kind === "forbidden" ? "bad" : undefined}>
            <Icon name={SIGNS[kind]} />
            <span>
              <strong>{name}</strong>
              {relation ? `, ${relation}` : ""}
              {`, ${kindLabel}`}
              {phone ? (
                <>
                  {", "}
                  <a href={`tel:${phone.replace(/\s/g, "")}`} className="nowrap">
                    {phone}
                  </a>
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
