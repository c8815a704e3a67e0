/**
 * Whose quotient may be taken: that of an adult of the household and of nobody else, or anybody's file could be read and any tariff had by typing a
 * stranger's civil register (domain rule 54). The first name is compared before the question is asked, the family name with what was typed or with
 * what the file says, since a birth name and a name in use differ. Pure.
 */
import { foldWords } from "@/lib/kernel/text/fold";

export type Adult = { firstName: string; lastName: string };
export type Beneficiary = { names: readonly string[]; firstNames: string };
type Asked = { birthName: string; firstNames: readonly string[] };

/** The adults who have the first name that was typed. */
export function namesakesOf({ firstNames: [first = ""] }: Asked, adults: readonly Adult[]): Adult[] {
  return adults.filter(({ firstName }) => foldWords(firstName) !== "" && foldWords(firstName) === foldWords(first));
}

/** Whether the file is one of theirs: by the birth name typed, or by a name that the file itself gives to that first name. */
export function isOwnFile(asked: Asked, adults: readonly Adult[], file: readonly Beneficiary[]): boolean {
  return namesakesOf(asked, adults).some(({ firstName, lastName }) => {
    const same = (name: string) => foldWords(name) !== "" && foldWords(name) === foldWords(lastName);
    const inFile = file.some(
      ({ names, firstNames }) => ` ${foldWords(firstNames)} `.includes(` ${foldWords(firstName)} `) && names.some(same),
    );
    return same(asked.birthName) || inFile;
  });
}
