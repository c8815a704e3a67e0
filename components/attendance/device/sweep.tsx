"use client";
/** Whoever comes to the sign-in page has no session: the lists kept on this device go. Marks that wait stay sealed for the person who made them. */
import { useEffect } from "react";
import { hasStore } from "./database";
import { dropLists } from "./vault";

export function GateSweep() {
  useEffect(() => {
    void hasStore().then((kept) => (kept ? dropLists() : undefined));
  }, []);
  return null;
}
