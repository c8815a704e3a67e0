/** The root of every page: language, typeface, theme. Reading the headers makes pages dynamic, so that each has its nonce. */
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies, headers } from "next/headers";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { APPEARANCE_COOKIE, appearanceOf } from "@/lib/i18n/locale";
import "./globals.css";

const hyperlegible = localFont({
  src: "../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  weight: "200 800",
  variable: "--font-hyperlegible",
  display: "swap",
  fallback: ["Verdana", "system-ui", "sans-serif"],
});

export const metadata: Metadata = {
  title: { default: "Portail famille", template: "%s · Portail famille" },
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

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
  const [locale, jar] = await Promise.all([getLocale(), cookies(), headers()]);
  const appearance = appearanceOf(jar.get(APPEARANCE_COOKIE)?.value);
  return (
    <html lang={locale} className={hyperlegible.variable} data-theme={appearance === "auto" ? undefined : appearance}>
      <body>{children}</body>
    </html>
  );
}
