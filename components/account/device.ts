/** What a person recognises of a session: « Firefox sur Android ». Two words, because browsers say no more that is true. Pure. */

const BROWSERS = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
] as const;

const SYSTEMS = [
  [/iPhone|iPod/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "Mac"],
  [/Linux|CrOS/, "Linux"],
] as const;

/** Null when the browser does not say enough. */
export function deviceOf(userAgent: string | null): { browser: string; system: string } | null {
  const browser = BROWSERS.find(([mark]) => mark.test(userAgent ?? ""))?.[1];
  const system = SYSTEMS.find(([mark]) => mark.test(userAgent ?? ""))?.[1];
  return browser && system ? { browser, system } : null;
}
