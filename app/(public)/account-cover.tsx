/** The cover around the pages that stand before the portal: the commune's name, one label, the footer. */
import type { ReactNode } from "react";
import { Cover } from "@/components/layout/cover";
import { townName } from "@/lib/account/queries";
import { openPage } from "@/lib/server/page";

type AccountCoverProps = {
  title: ReactNode;
  lead?: ReactNode;
  links?: readonly { href: string; label: ReactNode }[];
  wide?: boolean;
  children: ReactNode;
};

export async function AccountCover({ children, ...cover }: AccountCoverProps) {
  const { tx } = await openPage();
  return (
    <Cover commune={{ name: (await townName(tx)) ?? "Portail famille" }} {...cover}>
      {children}
    </Cover>
  );
}
