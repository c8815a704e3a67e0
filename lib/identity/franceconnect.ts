/**
 * FranceConnect v2 as another way to sign in (facts: public-apis §3): off unless its settings are there. Only the pairwise name of the person is asked
 * for, nothing of the civil register. Everything that comes back is checked: state, nonce, signature, issuer, audience, level; nothing is thrown.
 */
import * as oidc from "openid-client";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { env } from "@/lib/server/env";

/** Both calls of a return together; a page waits no longer. */
const PATIENCE_MS = 2_800;
/** The only level of FranceConnect; the others belong to FranceConnect+. */
const LEVEL = "eidas1";
/** 64 hexadecimal signs: the service refuses short ones. */
const SECRET_BYTES = 32;

export type Client = { issuer: string; clientId: string; clientSecret: string; patienceMs?: number };
export type Secrets = { state: string; nonce: string };
/** `idToken` is wanted again to leave FranceConnect. */
export type Identity = { sub: string; idToken: string };

export type FranceConnect = {
  begin(returnUrl: string): Secrets & { url: string };
  /** `address` is the one the browser came back to, with its query. */
  finish(address: URL, secrets: Secrets): Promise<Outcome<Identity, "cancelled" | "failed">>;
  leaveUrl(idToken: string, afterUrl: string): string;
};

export function createFranceConnect(client: Client): FranceConnect {
  return {
    begin(returnUrl) {
      const [state, nonce] = [secret(), secret()];
      const asked = {
        scope: "openid",
        acr_values: LEVEL,
        redirect_uri: returnUrl,
        response_type: "code",
        state,
        nonce,
      };
      return { state, nonce, url: oidc.buildAuthorizationUrl(configurationOf(client), asked).href };
    },
    async finish(address, { state: expectedState, nonce: expectedNonce }) {
      if (address.searchParams.get("error") === "access_denied") return refused("cancelled");
      const checks = { expectedState, expectedNonce, idTokenExpected: true };
      try {
        const tokens = await oidc.authorizationCodeGrant(configurationOf(client), address, checks);
        const claims = tokens.claims();
        if (!claims || claims.acr !== LEVEL || claims.sub.length > 255 || !tokens.id_token) return refused("failed");
        return done({ sub: claims.sub, idToken: tokens.id_token });
      } catch {
        return refused("failed");
      }
    },
    leaveUrl(idToken, afterUrl) {
      const asked = { id_token_hint: idToken, state: secret(), post_logout_redirect_uri: afterUrl };
      return oidc.buildEndSessionUrl(configurationOf(client), asked).href;
    },
  };
}

/** The endpoints stand under the issuer: nothing is fetched to learn them. The deadline is one for all calls of a configuration. */
function configurationOf({ issuer, clientId, clientSecret, patienceMs = PATIENCE_MS }: Client): oidc.Configuration {
  const server = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/session/end`,
    authorization_response_iss_parameter_supported: true,
  };
  const said = { id_token_signed_response_alg: "ES256", [oidc.clockTolerance]: 10 };
  const configuration = new oidc.Configuration(server, clientId, said, oidc.ClientSecretPost(clientSecret));
  const deadline = AbortSignal.timeout(patienceMs);
  configuration[oidc.customFetch] = (url, options) =>
    fetch(url, { ...options, signal: deadline } as unknown as RequestInit);
  oidc.enableNonRepudiationChecks(configuration);
  if (issuer.startsWith("http:")) oidc.allowInsecureRequests(configuration);
  return configuration;
}

function secret(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(SECRET_BYTES))).toString("hex");
}

/** The commune's client, or null while it has none. */
export function franceConnect(): FranceConnect | null {
  const { FRANCECONNECT_ISSUER: issuer, FRANCECONNECT_CLIENT_ID: clientId, FRANCECONNECT_CLIENT_SECRET } = env();
  if (!issuer || !clientId || !FRANCECONNECT_CLIENT_SECRET) return null;
  return createFranceConnect({ issuer, clientId, clientSecret: FRANCECONNECT_CLIENT_SECRET });
}
