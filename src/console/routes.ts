import { roles, type Role } from "../core/consultants/roles.ts";
import type { Answer, MemberVisit, Visit } from "./visit.ts";

/** `own`: only what is theirs, as the route's `ownersOf` says. */
export type Rule = "yes" | "own" | "no";
export type Rules = { readonly [R in Role]: Rule };

interface Place {
  /** Below `/console`, as express writes it: `/cases/:case`. */
  readonly path: string;
}

interface Member extends Place {
  readonly allow: Rules;
  /**
   * The ids of the accounts whose object the parameters name; null when there is no such object.
   * Asked for every role whose rule is `own`; a foreign object answers as a missing one.
   */
  readonly ownersOf?: (visit: MemberVisit) => Promise<readonly string[] | null>;
  /** May be used by somebody whose second factor is due. */
  readonly beforeCode?: true;
  readonly answer: (visit: MemberVisit) => Promise<Answer>;
}

/** A page for members. */
export interface Look extends Member {
  readonly method: "get";
  /** Asked by a program in the page: it does not keep a session alive. */
  readonly background?: true;
}

/** Something members do: it is written down before it happens. */
export interface Do extends Member {
  readonly method: "post";
  /** The word for it in the log of deeds: `case.close`. */
  readonly act: string;
  /** Done by a program in the page again and again, and of no weight: not written down. */
  readonly background?: true;
  /** What it is done to; the first parameter when left out. Ids only. */
  readonly on?: (visit: MemberVisit) => string | null;
}

/** For anybody: the door itself. What it does, it writes down itself. */
export interface Open extends Place {
  readonly method: "get" | "post";
  readonly allow: "anyone";
  readonly answer: (visit: Visit) => Promise<Answer>;
}

export type Route = Look | Do | Open;

/** The same rule for everybody who is in. */
export const everyone: Rules = {
  coordinator: "yes",
  consultant: "yes",
  newcomer: "yes",
  reader: "yes",
};
export const onlyCoordinator: Rules = {
  coordinator: "yes",
  consultant: "no",
  newcomer: "no",
  reader: "no",
};

/** Throws for a route that does not say who may use it: none is registered without. */
export function checkRoute(route: Route): void {
  const { allow, method, path } = route;
  const name = `${method} ${path}`;
  if (allow === "anyone") return;
  if (allow === undefined || roles.some((role) => !["yes", "own", "no"].includes(allow[role]))) {
    throw new TypeError(`${name}: no rule for every role`);
  }
  const hasOwn = roles.some((role) => allow[role] === "own");
  if (hasOwn && route.ownersOf === undefined) throw new TypeError(`${name}: whose is it?`);
  if (route.method === "post" && !/^[a-z]+(?:[.-][a-z]+)*$/u.test(route.act)) {
    throw new TypeError(`${name}: no act for the log`);
  }
}

/** Whether somebody may use a route. `missing`: not theirs, or not there. */
export async function judge(
  route: Look | Do,
  visit: MemberVisit,
): Promise<"allowed" | "forbidden" | "missing"> {
  const rule = route.allow[visit.me.role];
  if (rule === "no") return "forbidden";
  if (rule === "yes") return "allowed";
  const owners = (await route.ownersOf?.(visit)) ?? [];
  return owners.includes(visit.me.id) ? "allowed" : "missing";
}
