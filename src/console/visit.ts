import type { Role } from "../core/consultants/roles.ts";
import type { Account, Session, Team } from "../core/consultants/team.ts";
import type { Instant } from "../core/instant.ts";
import type { World } from "../runtime/world.ts";
import type { ConsoleSettings } from "./config.ts";
import type { Html } from "./html.ts";
import type { Live } from "./live.ts";
import type { Passwords } from "./passwords.ts";
import type { Place } from "./places.ts";
import type { Seal } from "./seal.ts";
import type { ConsoleLanguage, Words } from "./words.ts";
import { caseNotices } from "./words/cases.ts";
import { coordinationNotices } from "./words/coordination.ts";

/** What the console needs of the world. */
export type ConsoleWorld = Pick<World, "store" | "clock" | "log" | "book" | "channels">;

/** What is shared by all visits. */
export interface Tools {
  readonly world: ConsoleWorld;
  readonly settings: ConsoleSettings;
  readonly passwords: Passwords;
  readonly seal: Seal;
  readonly live: Live;
  /** Tells the program that mail was posted, so that nobody waits for its next look. */
  readonly wake: () => void;
  /** The places that somebody of a role may go to, for navigation. */
  readonly placesOf: (role: Role) => readonly Place[];
}

/** A session with the hash of its id. */
export interface OwnSession extends Session {
  readonly hash: string;
}

/** One request, with all that a page may need of it. */
export interface Visit {
  readonly tools: Tools;
  readonly now: Instant;
  readonly language: ConsoleLanguage;
  readonly words: Words;
  readonly method: "get" | "post";
  /** A page that shows itself anew because of news: nobody need be sitting there. */
  readonly isRefresh: boolean;
  /** As the browser has it, without what follows the question mark. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Empty for a `get`. */
  readonly form: URLSearchParams;
  readonly team: Team;
  /** Null before the door, and between password and code. */
  readonly me: Account | null;
  /** Not proven yet between password and code. */
  readonly session: OwnSession | null;
  /** What every form carries (see `form`). */
  readonly token: string;
  /** Whence they come, and on what: for throttling and for the list of devices. */
  readonly address: string;
  readonly device: string;
  /** Scheme and host for links that leave the page. */
  readonly origin: string;
}

/** The visit of somebody who is in. */
export interface MemberVisit extends Visit {
  readonly me: Account;
  readonly session: OwnSession;
}

/** A new session id for the browser to keep; null to forget the one it has. */
export type NewSession = string | null;

/** What a visit gets. */
export type Answer =
  | {
      readonly kind: "page";
      readonly status: number;
      readonly title: string;
      readonly main: Html;
      readonly session?: NewSession;
    }
  /** On to another page, always by a `get`; `say` is a sentence of `notices` to show there. */
  | {
      readonly kind: "go";
      readonly to: string;
      readonly say?: Notice;
      readonly session?: NewSession;
    }
  /** There is no such thing, or not for them. */
  | { readonly kind: "missing" }
  /** Something to keep: never shown in the page. */
  | {
      readonly kind: "file";
      readonly name: string;
      readonly type: "text/csv" | "application/json" | "text/plain";
      readonly text: string;
    }
  /** Done, and nothing to show: for programs in the page. */
  | { readonly kind: "nothing" }
  | { readonly kind: "stream"; readonly topics: readonly string[] }
  /** Nothing to show; the language is kept by the browser. */
  | { readonly kind: "language"; readonly language: ConsoleLanguage; readonly to: string };

/** Sentences that may stand above a page after an act. */
export const notices = [
  "saved",
  "signedOut",
  "ended",
  "passwordChanged",
  "roleChanged",
  "revoked",
  "withdrawn",
  "lastCoordinator",
  "noAccount",
  ...caseNotices,
  ...coordinationNotices,
] as const;
export type Notice = (typeof notices)[number];

export function page(title: string, main: Html, status = 200): Extract<Answer, { kind: "page" }> {
  return { kind: "page", status, title, main };
}

export function go(to: string, say?: Notice): Extract<Answer, { kind: "go" }> {
  return say === undefined ? { kind: "go", to } : { kind: "go", to, say };
}
