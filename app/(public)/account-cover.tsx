/** The cover around the pages that stand before the portal: the commune's name, one label, the footer. */
import type { ReactNode } from "react";
import { Cover } from "@/components/layout/cover";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { comfort } from "./preferences/comfort";

type AccountCoverProps = {
  title: ReactNode;
  lead?: ReactNode;
  links?: readonly { href: string; label: ReactNode }[];
  wide?: boolean;
  children: ReactNode;
};

export async function AccountCover({ children, ...cover }: AccountCoverProps) {
  const [commune, choices] = await Promise.all([communeIdentity(), comfort()]);
  return (
    <Cover commune={commune} comfort={choices} {...cover}>
      {children}
    </Cover>
  );
}
