import { describe, expect, it } from "vitest";
import { networkOf, paces, pauseOf, pointsOf, waitOf } from "./rules-throttle";

const failedAt = new Date("2026-11-23T10:00:00.000Z");
const later = (seconds: number) => new Date(failedAt.getTime() + seconds * 1000);
const tally = (failures: number) => ({ failures, lastFailedAt: failedAt });

describe("waiting after failures on one account from one network", () => {
  it.each([
    ["four failures cost nothing", 4, 0, 0],
    ["the fifth costs five seconds", 5, 0, 5],
    ["which pass", 5, 4.001, 1],
    ["and end", 5, 5, 0],
    ["the sixth costs ten", 6, 0, 10],
    ["never more than a quarter of an hour", 40, 0, 900],
  ])("%s", (_, failures, seconds, expected) => {
    expect(waitOf(paces.pair, tally(failures), later(seconds))).toBe(expected);
  });

  it("a point is forgiven every ten minutes, not before", () => {
    expect(pointsOf(paces.pair, tally(3), later(599.999))).toBe(3);
    expect(pointsOf(paces.pair, tally(3), later(600))).toBe(2);
    expect(pointsOf(paces.pair, tally(3), later(6000))).toBe(0);
  });
});

it("strangers never make the owner of an account wait more than a minute on a new browser", () => {
  expect(waitOf(paces.account, tally(1_000_000), failedAt)).toBe(60);
  expect(waitOf(paces.network, tally(1_000_000), failedAt)).toBe(60);
});

it("under attack answers come later, at most three seconds, and never are refused for it", () => {
  expect(pauseOf(tally(200), failedAt)).toBe(0);
  expect(pauseOf(tally(300), failedAt)).toBe(1000);
  expect(pauseOf(tally(100_000), failedAt)).toBe(3000);
  expect(pauseOf(tally(300), later(100))).toBe(0);
});

it.each([
  ["192.0.2.7", "192.0.2"],
  ["::ffff:192.0.2.7", "192.0.2"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8::7", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  [null, "unknown"],
])("%s belongs to the network %s", (ip, network) => expect(networkOf(ip)).toBe(network));
