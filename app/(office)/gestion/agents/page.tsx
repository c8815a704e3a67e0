/** The accounts of those who work for the commune. No family data stands here. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { allows } from "@/lib/access/permissions";
import { staffAccounts } from "@/lib/account/queries";
import { officePage } from "@/lib/server/page";
import { TONES } from "./tones";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agents"))("title") };
}

export default async function StaffPage() {
  const { passport, tx, now, today } = await officePage("account.manage", "/gestion/agents");
  const [t, antennas, staff] = await Promise.all([
    getTranslations("agents"),
    getTranslations("access.antennas"),
    staffAccounts(tx, { now, today }),
  ]);
  type Row = (typeof staff)[number];
  const accreditation = ({ role, accredited }: Row) => {
    if (role !== "agent" && role !== "animateur") return t("notNeeded");
    return <Tag tone={accredited ? "ok" : "bad"}>{accredited ? t("accredited") : t("notAccredited")}</Tag>;
  };
  const create = (
    <LinkButton href="/gestion/agents/nouveau" icon="plus">
      {t("create")}
    </LinkButton>
  );
  return (
    <Desk title={t("title")} lead={t("lead")} action={create}>
      {allows(passport.role, "agent.manage") ? (
        <p className="mt-3">
          <TextLink href="/gestion/agents/antennes">{antennas("title")}</TextLink>
        </p>
      ) : null}
      <div className="mt-6">
        <Table
          caption={t("caption")}
          hideCaption
          rows={staff}
          rowKey={(row) => row.id}
          columns={[
            {
              key: "name",
              header: t("columns.name"),
              rowHeader: true,
              cell: (row) => (
                <>
                  <TextLink href={`/gestion/agents/${row.id}`}>{row.name}</TextLink>
                  <br />
                  <span className="small soft">{row.email}</span>
                </>
              ),
            },
            { key: "role", header: t("columns.role"), label: t("columns.role"), cell: (row) => t(`roles.${row.role}`) },
            {
              key: "sites",
              header: t("columns.sites"),
              label: t("columns.sites"),
              cell: (row) => (row.role === "responsable" ? t("everySite") : row.sites.join(", ") || t("noSites")),
            },
            { key: "accreditation", header: t("columns.accreditation"), cell: accreditation },
            {
              key: "state",
              header: t("columns.state"),
              cell: (row) => <Tag tone={TONES[row.state]}>{t(`states.${row.state}`)}</Tag>,
            },
          ]}
        />
      </div>
    </Desk>
  );
}
