import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { LEADS_NOWHERE } from "./lib/server/absent-page";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

/** The content policy with its nonce is proxy.ts's; these hold for every answer, files included. */
const headers = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "x-frame-options", value: "DENY" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  { key: "permissions-policy", value: "camera=(self), geolocation=(), microphone=(), payment=(), interest-cohort=()" },
];

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // Every reader gets the title with the page, not after it: streamed, a page that a link or a form leads to has no title for a moment,
  // and an answer takes one of two shapes as its pieces happen to meet.
  htmlLimitedBots: /.*/,
  // A file that is too large is answered in words by its form, which says its own limit; what is larger still is cut off here.
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: "6mb" } },
  serverExternalPackages: ["@node-rs/argon2", "mysql2", "mariadb", "pino"],
  headers: async () => [{ source: "/:path*", headers }],
  rewrites: async () => ({
    beforeFiles: [{ source: "/:path*", has: [{ type: "header", key: LEADS_NOWHERE }], destination: "/introuvable" }],
    afterFiles: [],
    fallback: [],
  }),
};

export default withNextIntl(config);
