/** The `main` of a page that parents and staff share: a leaf of the book for the ones, a desk for the others. */
import type { ReactNode } from "react";
import { Desk, Leaf } from "@/components/layout/leaf";
import type { Role } from "@/lib/access/permissions";

type SelfMainProps = {
  role: Role;
  title: ReactNode;
  lead?: ReactNode;
  back?: { href: string; label: ReactNode };
  children: ReactNode;
};

/** A leaf keeps its words right of the margin line; a desk has no margin. */
export function SelfPart({ role, children }: { role: Role; children: ReactNode }) {
  return <div className={role === "parent" ? "pad" : "mt-3"}>{children}</div>;
}

export function SelfMain({ role, children, ...head }: SelfMainProps) {
  return role === "parent" ? <Leaf {...head}>{children}</Leaf> : <Desk {...head}>{children}</Desk>;
}
