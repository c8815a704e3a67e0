/** Which of PayFiP's two interfaces serves a payment: the settings choose for a new one, its own row says for an old one. */
import { env } from "@/lib/server/env";
import { createPayFip, type PaymentGateway } from "./payfip";
import { createPayFipForm } from "./payfip-form";
import { type AmountLimits, DEFAULT_LIMITS, type Mode, type PaymentInterface } from "./rules-request";

export type Contract = { gateway: PaymentInterface; numcli: string; mode: Mode };

/** What a new payment goes through: the client number is the régie's, the interface and the mode are the settings'. */
export function contractFor(numcli: string): Contract {
  const { PAYFIP_INTERFACE, PAYFIP_MODE } = env();
  return { gateway: PAYFIP_INTERFACE, numcli, mode: PAYFIP_MODE };
}

/** `limits` are the régie's; without them PayFiP's own hold. */
export function gatewayFor(contract: Contract, limits: AmountLimits = DEFAULT_LIMITS): PaymentGateway {
  const { PAYFIP_PAGE_URL: pageUrl } = env();
  return contract.gateway === "form"
    ? createPayFipForm({ ...contract, pageUrl, limits })
    : serviceFor(contract, limits);
}

/** The payment page of an operation that is already open. */
export function pageUrlOf(contract: Contract, idop: string): string {
  return serviceFor(contract).pageUrlFor(idop);
}

function serviceFor(contract: Contract, limits: AmountLimits = DEFAULT_LIMITS) {
  const { PAYFIP_SOAP_URL: soapUrl, PAYFIP_PAGE_URL: pageUrl } = env();
  return createPayFip({ ...contract, soapUrl, pageUrl, limits });
}

/** Where PayFiP calls the portal, and where it sends the payer back. */
export function returnAddresses(): { notifyUrl: string; returnUrl: string } {
  const { PUBLIC_URL } = env();
  return { notifyUrl: `${PUBLIC_URL}/api/payfip/notification`, returnUrl: `${PUBLIC_URL}/paiement/retour` };
}

/** Test payments settle the invoices of the demonstration only. */
export function testPays(): boolean {
  return env().PORTAIL_DEMO;
}
