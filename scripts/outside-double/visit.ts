/** What the double is asked, and what it answers. */
import type { IncomingMessage } from "node:http";

export type Reply = { status: number; type?: string; body?: string; headers?: Record<string, string> };
export type Asked = { url: URL; method: string; headers: IncomingMessage["headers"]; form: URLSearchParams };
