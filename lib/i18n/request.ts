/** Language of a request, without language in the address: the cookie « langue », else the browser, else French. */
import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { chooseLocale, LANGUAGE_COOKIE } from "./locale";
import { catalogues } from "./messages";

export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = chooseLocale(jar.get(LANGUAGE_COOKIE)?.value, head.get("accept-language"));
  return { locale, messages: catalogues[locale], timeZone: "Europe/Paris" };
});
