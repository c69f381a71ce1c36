import type { Json } from "../../core/json.ts";
import type { Address, Mail, Promised, Store } from "../store.ts";

/** Some calls of the store, answered at once: `sqlite-store.ts` puts them in transactions. */
export type Part<Name extends keyof Store> = {
  readonly [Each in Name]: (...asked: Parameters<Store[Each]>) => Awaited<ReturnType<Store[Each]>>;
};

export interface MailRow {
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  readonly channel: string | null;
  readonly address: string | null;
  readonly body: string;
}

export interface OutboxRow {
  readonly seq: number;
  readonly id: string;
  readonly kind: Promised["kind"];
  readonly channel: string;
  readonly address: string;
  readonly body: string;
  readonly not_before: number;
  readonly tries: number;
  readonly uncertain: number;
}

export function toMail(row: Omit<MailRow, "seq">): Mail {
  return { id: row.id, at: row.at, from: toAddress(row), body: parse(row.body) };
}

function toAddress(row: Pick<MailRow, "channel" | "address">): Address | null {
  if (row.channel === null || row.address === null) return null;
  return { channel: row.channel, id: row.address };
}

export function toPromised(row: OutboxRow): Promised {
  return {
    id: row.id,
    address: { channel: row.channel, id: row.address },
    body: parse(row.body),
    kind: row.kind,
    notBefore: row.not_before,
  };
}

/** Reads JSON that this store wrote. */
export function parse(text: string): Json {
  // Nothing else than `JSON.stringify` of a Json value is ever written.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(text) as Json;
}
