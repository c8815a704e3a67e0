/** How many meals of which kind the kitchen makes, by service: counts only, never a name (issue « attendance off line »). Pure. */

/** Services during which children eat. */
const WITH_MEAL = new Set(["canteen", "leisure"]);

export function servesMeal(activityKind: string): boolean {
  return WITH_MEAL.has(activityKind);
}

/** A child who is expected or came without booking; `isAbsent` is what the gate already knows. */
export type Eater = { diet: string; hasPai: boolean; isAbsent: boolean };

export type MealCounts = {
  booked: number;
  absent: number;
  meals: number;
  withPai: number;
  byDiet: Map<string, number>;
};

/** A child known to be absent takes no meal; one with a PAI is counted by diet too, and apart. */
export function countMeals(eaters: readonly Eater[]): MealCounts {
  const fed = eaters.filter((eater) => !eater.isAbsent);
  const byDiet = new Map<string, number>();
  for (const { diet } of fed) byDiet.set(diet, (byDiet.get(diet) ?? 0) + 1);
  return {
    booked: eaters.length,
    absent: eaters.length - fed.length,
    meals: fed.length,
    withPai: fed.filter((eater) => eater.hasPai).length,
    byDiet,
  };
}
