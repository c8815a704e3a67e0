"use client";
/** Whoever comes to the sign-in page has no session: the agent's key of the day goes. */
import { useEffect } from "react";
import { forgetKey } from "../browser/day-key";

export function ForgetKey() {
  useEffect(() => {
    void forgetKey().catch(() => undefined);
  }, []);
  return null;
}
