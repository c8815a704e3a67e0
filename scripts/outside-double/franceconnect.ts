/**
 * FranceConnect v2 at its low level, as the facts say it behaves (facts: public-apis §3): acr_values and long state and nonce asked for, the client's
 * secret in the body only, a code that lives 30 seconds and serves once, an id_token signed with ES256, a logout that wants its hint.
 */
import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Asked, Reply } from "./visit";

export type Citizen = { sub: string; given_name: string; family_name: string; birthdate: string };
export const CLIENT = { id: "portail-test", secret: "secret-de-test" };

const CITIZENS: readonly Citizen[] = [
  { sub: `${"a1".repeat(32)}v1`, given_name: "Camille", family_name: "DURAND", birthdate: "1988-04-12" },
  { sub: `${"b2".repeat(32)}v1`, given_name: "Nadia", family_name: "BENALI", birthdate: "1990-00-00" },
];
const CODE_MS = 30_000;

type Grant = { citizen: Citizen; nonce: string; redirectUri: string; until: number };

type Signer = (claims: Record<string, unknown>) => Promise<string>;

type Wish = { citizens?: readonly Citizen[] | undefined; forged?: boolean };

export async function createFranceConnect(issuer: string, { citizens = CITIZENS, forged = false }: Wish = {}) {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const shown = forged ? (await generateKeyPair("ES256")).publicKey : publicKey;
  const jwks = { keys: [{ ...(await exportJWK(shown)), alg: "ES256", use: "sig", kid: "test" }] };
  const grants = new Map<string, Grant>();
  const sign: Signer = (claims) =>
    new SignJWT({ ...claims, iss: issuer, aud: CLIENT.id })
      .setProtectedHeader({ alg: "ES256", kid: "test" })
      .setIssuedAt()
      .setExpirationTime("60s")
      .sign(privateKey);

  function authorize({ url: { searchParams: query } }: Asked): Reply {
    const fault = faultOf(query);
    if (fault) return { status: 400, type: "text/plain", body: fault };
    const redirectUri = query.get("redirect_uri") ?? "";
    const choices = citizens.map((citizen): [string, Record<string, string>] => {
      const code = randomUUID();
      grants.set(code, { citizen, nonce: query.get("nonce") ?? "", redirectUri, until: Date.now() + CODE_MS });
      return [`${citizen.given_name} ${citizen.family_name}`, { code }];
    });
    choices.push(["Revenir", { error: "access_denied", error_description: "User auth aborted" }]);
    return choicePage(redirectUri, choices, { state: query.get("state") ?? "", iss: issuer });
  }

  async function token({ form, headers }: Asked): Promise<Reply> {
    const grant = grants.get(form.get("code") ?? "");
    grants.delete(form.get("code") ?? "");
    const isClient = form.get("client_id") === CLIENT.id && form.get("client_secret") === CLIENT.secret;
    if (!isClient || headers.authorization) return { status: 401, body: '{"error":"invalid_client"}' };
    if (!grant || grant.until < Date.now() || grant.redirectUri !== form.get("redirect_uri")) {
      return { status: 400, body: '{"error":"invalid_grant"}' };
    }
    const idToken = await sign({ sub: grant.citizen.sub, nonce: grant.nonce, acr: "eidas1" });
    const spoken = { access_token: randomUUID(), id_token: idToken, token_type: "Bearer", expires_in: 60 };
    return { status: 200, body: JSON.stringify(spoken) };
  }

  return (visit: Asked): Reply | Promise<Reply> => {
    const path = visit.url.pathname.replace(/^.*\/api\/v2/, "");
    if (path === "/authorize") return authorize(visit);
    if (path === "/token" && visit.method === "POST") return token(visit);
    if (path === "/jwks") return { status: 200, body: JSON.stringify(jwks) };
    if (path === "/session/end") return leave(visit);
    return { status: 404 };
  };
}

/** One link a person who might sign in, and one to go back. */
function choicePage(redirectUri: string, choices: [string, Record<string, string>][], always: Record<string, string>) {
  const links = choices.map(([label, parameters]) => {
    const query = new URLSearchParams({ ...parameters, ...always }).toString().replaceAll("&", "&amp;");
    return `<p><a href="${redirectUri}?${query}">${label}</a></p>`;
  });
  const title = "FranceConnect (double)";
  const body = `<!doctype html><html lang="fr"><title>${title}</title><h1>${title}</h1>${links.join("")}</html>`;
  return { status: 200, type: "text/html; charset=utf-8", body };
}

function faultOf(query: URLSearchParams): string | null {
  if (query.get("client_id") !== CLIENT.id) return "Y04EA6EF";
  if (query.get("response_type") !== "code" || query.get("acr_values") !== "eidas1") return "invalid_request";
  if (!query.get("scope")?.split(" ").includes("openid")) return "invalid_scope";
  const long = (name: string) => (query.get(name)?.length ?? 0) >= 32;
  return long("state") && long("nonce") ? null : "state and nonce are too short";
}

function leave({ url: { searchParams: query } }: Asked): Reply {
  const back = query.get("post_logout_redirect_uri");
  if (!query.get("id_token_hint") || !back) return { status: 400, body: '{"error":"invalid_request"}' };
  const address = new URL(back);
  address.searchParams.set("state", query.get("state") ?? "");
  return { status: 302, headers: { location: address.href } };
}
