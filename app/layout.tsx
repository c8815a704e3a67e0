/** The root of every page: language, typeface, theme, the commune's colours. Reading the headers makes pages dynamic, so that each has its nonce. */
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies, headers } from "next/headers";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { APPEARANCE_COOKIE, appearanceOf } from "@/lib/i18n/locale";
import { styleOf } from "@/lib/kernel/colour";
import "./globals.css";

const hyperlegible = localFont({
  src: "../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  weight: "200 800",
  variable: "--font-hyperlegible",
  display: "swap",
  fallback: ["Verdana", "system-ui", "sans-serif"],
});

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await communeIdentity();
  return {
    title: { default: name, template: `%s · ${name}` },
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, date: false, address: false, email: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbf8ef" },
    { media: "(prefers-color-scheme: dark)", color: "#141a2a" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar, head, identity] = await Promise.all([getLocale(), cookies(), headers(), communeIdentity()]);
  const appearance = appearanceOf(jar.get(APPEARANCE_COOKIE)?.value);
  const style = styleOf(identity.colours);
  return (
    <html lang={locale} className={hyperlegible.variable} data-theme={appearance === "auto" ? undefined : appearance}>
      <body>
        {/* Browsers hide the nonce from scripts once they have read it: the two sides differ on purpose. */}
        {style ? (
          <style nonce={head.get("x-nonce") ?? undefined} suppressHydrationWarning>
            {style}
          </style>
        ) : null}
        {children}
      </body>
    </html>
  );
}
