import { Fault } from "../../core/fault.ts";

/** The installation that `REDIS_URL` names. */
export type Place =
  | { readonly kind: "single"; readonly url: string }
  | (Several & { readonly kind: "cluster" })
  | (Several & { readonly kind: "sentinel"; readonly name: string; readonly database: number });

interface Several {
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly login: { readonly username?: string; readonly password?: string };
  readonly tls: boolean;
}

/**
 * Reads an address in one of these forms; a second `s` after `redis` asks for TLS.
 *
 * - `redis://[user:password@]host:6379[/0]`, `unix:/path`
 * - `redis-sentinel://[user:password@]host:26379,host:26379/name[/0]`
 * - `redis-cluster://[user:password@]host:6379,host:6379`
 *
 * Throws `settings/invalid` for anything else, without repeating it: it may hold a password.
 */
export function readPlace(url: string): Place {
  if (/^(?:rediss?:\/\/|unix:)./u.test(url)) return { kind: "single", url };
  const { groups } =
    /^redis(?<tls>s?)-(?<kind>sentinel|cluster):\/\/(?:(?<user>[^:@]*):(?<password>[^@]*)@)?(?<nodes>[^/]+)(?:\/(?<name>[^/]+)(?:\/(?<database>\d+))?)?$/u.exec(
      url,
    ) ?? {};
  if (groups === undefined) throw invalid("no form of a Redis address");
  const several = {
    nodes: (groups["nodes"] ?? "").split(",").map(readNode),
    login: {
      ...(groups["user"] ? { username: decodeURIComponent(groups["user"]) } : {}),
      ...(groups["password"] ? { password: decodeURIComponent(groups["password"]) } : {}),
    },
    tls: groups["tls"] === "s",
  };
  if (groups["kind"] === "cluster") return { kind: "cluster", ...several };
  const name = groups["name"];
  if (name === undefined) throw invalid("a Sentinel address ends in /name");
  return { kind: "sentinel", ...several, name, database: Number(groups["database"] ?? 0) };
}

function readNode(text: string): { readonly host: string; readonly port: number } {
  const { groups } = /^(?<host>\[[\da-f:]+\]|[^:]+):(?<port>\d+)$/u.exec(text) ?? {};
  if (groups === undefined) throw invalid("a node is not host:port");
  return { host: (groups["host"] ?? "").replace(/^\[|\]$/gu, ""), port: Number(groups["port"]) };
}

function invalid(detail: string): Fault {
  return new Fault("settings/invalid", `REDIS_URL: ${detail}`);
}
