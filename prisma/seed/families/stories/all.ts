/** The forty households, in the order the office meets them. */
import { changes } from "./changes";
import { homes } from "./homes";
import { known } from "./known";
import { money } from "./money";

export const stories = [...known, ...homes, ...money, ...changes];
