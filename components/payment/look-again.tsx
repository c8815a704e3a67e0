"use client";
/** While a payment is being checked, the page asks for itself again, a dozen times, then leaves it to the reader's link. */
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MILLISECONDS = 3000;
const TIMES = 20;

export function LookAgain() {
  const router = useRouter();
  useEffect(() => {
    let left = TIMES;
    const timer = setInterval(() => {
      left -= 1;
      if (left <= 0) clearInterval(timer);
      router.refresh();
    }, EVERY_MILLISECONDS);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
