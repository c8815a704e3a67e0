/**
 * Civil days and Paris wall-clock moments as integers, for the rules that ask them a million times a month. Days since 1 January 1970;
 * minutes on the wall clock since then. The hour changes on the last Sundays of March and October (directive 2000/84/CE). Pure.
 */
import type { CivilDate, CivilDateTime, CivilTime } from "./civil-date";

export type DayNumber = number;
/** Minutes shown by the clock since 1970-01-01T00:00: not elapsed minutes. */
export type WallMinutes = number;

const DAY = 1440;
const ERA = 146_097;
const ZERO = 719_468;

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let place = from; place < to; place++) value = value * 10 + text.charCodeAt(place) - 48;
  return value;
}

/** From a well-formed "YYYY-MM-DD"; what follows the day is not read. */
export function dayNumber(day: CivilDate): DayNumber {
  return numberOf(digits(day, 0, 4), digits(day, 5, 7), digits(day, 8, 10));
}

/** Years begin in March, so that the day of a leap year comes last. */
export function numberOf(year: number, month: number, date: number): DayNumber {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  return era * ERA + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - ZERO;
}

export function dayOfNumber(number: DayNumber): CivilDate {
  const shifted = number + ZERO;
  const era = Math.floor(shifted / ERA);
  const ofEra = shifted - era * ERA;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const date = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year < 1000 ? String(year).padStart(4, "0") : year}-${two(month)}-${two(date)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** 0 Monday … 6 Sunday. */
export function weekdayIndex(number: DayNumber): number {
  return (((number + 3) % 7) + 7) % 7;
}

/** "09:30" is 570, "24:00" is 1440. */
export function minutesOf(time: CivilTime): number {
  return digits(time, 0, 2) * 60 + digits(time, 3, 5);
}

export function wallMinutes(moment: CivilDateTime): WallMinutes {
  return dayNumber(moment) * DAY + digits(moment, 11, 13) * 60 + digits(moment, 14, 16);
}

/** "2026-11-23T09:30"; a day of 24:00 is the next day at 00:00. */
export function momentOfMinutes(minutes: WallMinutes): CivilDateTime {
  const day = Math.floor(minutes / DAY);
  const rest = minutes - day * DAY;
  return `${dayOfNumber(day)}T${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
}

/**
 * The wall clock so many elapsed minutes later (or earlier, when negative). An hour that spring skips is read an hour later,
 * the doubled hour of autumn is its first one.
 */
export function afterElapsed(from: WallMinutes, elapsed: number): WallMinutes {
  const utc = from - offsetOfWall(from) + elapsed;
  return utc + offsetOfUtc(utc);
}

const SUMMER = 120;
const WINTER = 60;

function offsetOfWall(wall: WallMinutes): number {
  const { spring, autumn } = changesOf(wall);
  return wall >= spring + 180 && wall < autumn + 180 ? SUMMER : WINTER;
}

/** Both changes come at 01:00 UTC. */
function offsetOfUtc(utc: number): number {
  const { spring, autumn } = changesOf(utc);
  return utc >= spring + 60 && utc < autumn + 60 ? SUMMER : WINTER;
}

/** Midnight of the two Sundays of the year, in minutes. */
function changesOf(minutes: number): { spring: number; autumn: number } {
  const year = digits(dayOfNumber(Math.floor(minutes / DAY)), 0, 4);
  return { spring: lastSunday(year, 3) * DAY, autumn: lastSunday(year, 10) * DAY };
}

function lastSunday(year: number, month: number): DayNumber {
  const last = numberOf(year, month, 31);
  return last - ((weekdayIndex(last) + 1) % 7);
}
