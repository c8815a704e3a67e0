/** What every part of the page at the gate is given. */
import type { useGate } from "@/components/attendance/device/use-gate";
import type { Locale } from "@/lib/i18n/locale";
import type { Messages } from "@/lib/i18n/messages";

export type GateTexts = Messages["gate"]["app"];

export type GateProps = { gate: ReturnType<typeof useGate>; texts: GateTexts; locale: Locale };
