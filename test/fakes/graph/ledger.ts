import { appendFileSync } from "node:fs";

export type Product = "whatsapp" | "messenger";

/**
 * What a call wants. `message` is a message to a person, `action` a sender's action or a read receipt
 * (with or without typing), `template` and `templates` make and list those of WhatsApp, `thread`
 * passes a conversation on, `other` is whatever we do not play.
 */
export type CallKind =
  | "message"
  | "action"
  | "template"
  | "templates"
  | "profile"
  | "media"
  | "persona"
  | "thread"
  | "subscription"
  | "other";

/** What a person sees of a message. */
export interface Shown {
  /** The words; those above the choices, or under a file. */
  readonly text: string;
  readonly choices: readonly {
    readonly id: string;
    readonly label: string;
    readonly about: string | null;
  }[];
  /** The word that opens a list; null where there is none. */
  readonly open: string | null;
  readonly file: { readonly url: string; readonly name: string | null } | null;
  /** The template it was made from. */
  readonly template: string | null;
}

/** One call that reached us, written down before it was answered. */
export interface GraphCall {
  readonly kind: CallKind;
  readonly product: Product;
  /** `POST 1234/messages`: without the version. */
  readonly route: string;
  readonly query: Readonly<Record<string, string>>;
  /** The JSON that came; null for none. */
  readonly body: unknown;
  /** Whom it is for: a number with `+`, a business-scoped or a page-scoped id. */
  readonly to: string | null;
  /** What was made of it: the message's id, a template's. */
  readonly id: string | null;
  readonly shown: Shown | null;
  /** Our delivery's id, from `biz_opaque_callback_data` or `metadata`, whatever it holds. */
  readonly echo: string | null;
  /** Whether it exists at Meta, whatever the caller was told. */
  readonly taken: boolean;
  readonly at: number;
}

export interface Ledger {
  readonly calls: readonly GraphCall[];
  write(call: Partial<GraphCall> & Pick<GraphCall, "kind" | "product" | "route">): GraphCall;
  /** The next call, as soon as it is written down. */
  next(): Promise<GraphCall>;
}

/** Every call is appended to `file` too, one JSON line each, before it is answered. */
export function openLedger(clock: () => number, file?: string): Ledger {
  const calls: GraphCall[] = [];
  const waiting: ((call: GraphCall) => void)[] = [];
  return {
    calls,
    write(call) {
      const full: GraphCall = {
        query: {},
        body: null,
        to: null,
        id: null,
        shown: null,
        echo: null,
        taken: false,
        at: clock(),
        ...call,
      };
      calls.push(full);
      for (const tell of waiting.splice(0)) tell(full);
      if (file !== undefined) appendFileSync(file, `${JSON.stringify(full)}\n`);
      return full;
    },
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
  };
}
