/** The two settings that every request obeys: maintenance, and the version of the charter in force. Read once per request. */
import { cache } from "react";
import { readSwitches, type Switches } from "@/lib/access/switches";
import { db } from "./db";

export const currentSwitches = cache((): Promise<Switches> => readSwitches(db()));
