/** Whether two files may be about the same person: names without accents, capitals and hyphens. Pure. */
import { foldWords } from "@/lib/kernel/text/fold";

type Born = { firstName: string; lastName: string; birthDate: string };

/** Same birth date and same first name: a child may go by either parent's name. */
export function isSameChild(one: Born, other: Born): boolean {
  return one.birthDate === other.birthDate && foldWords(one.firstName) === foldWords(other.firstName);
}

type Adult = { firstName: string; lastName: string; email: string | null; phone: string | null };
export type Likeness = "email" | "name" | "phone" | "child";

/** Why an adult of a file may be the one who asks, the strongest reason first; empty when nothing says so. */
export function likenessOf(asking: Adult, known: Adult): Likeness[] {
  const reasons: Likeness[] = [];
  if (known.email && asking.email && known.email.toLowerCase() === asking.email.toLowerCase()) reasons.push("email");
  const names = [asking, known].map(({ firstName, lastName }) => foldWords(`${lastName} ${firstName}`));
  if (names[0] === names[1]) reasons.push("name");
  if (known.phone && known.phone === asking.phone) reasons.push("phone");
  return reasons;
}
