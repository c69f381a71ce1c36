/**
 * Every failure the program knows, by its code. A code never changes once published.
 *
 * `retryable` says whether the same call may succeed later; the runtime alone acts on it.
 */
export const faults = {
  "book/invalid": { retryable: false, means: "A flow or a sentence file has mistakes." },
  "flow/unknown": { retryable: false, means: "The state names a flow the book no longer has." },
  "flow/endless": { retryable: false, means: "A turn took more than its cap of steps." },
  "settings/invalid": { retryable: false, means: "One or more settings are wrong." },
  "runtime/owner-unknown": { retryable: false, means: "Mail for an owner of no known kind." },
  "runtime/zone-data": { retryable: false, means: "The runtime's zone data is too old." },
  "server/occupied": { retryable: false, means: "The port is taken by another program." },
  "store/unavailable": { retryable: true, means: "The store does not answer." },
  "store/emptied": { retryable: true, means: "The store is not the one we know." },
  "store/occupied": { retryable: false, means: "Another process has the store's file open." },
  "store/mistyped": { retryable: false, means: "A key of the store holds something else." },
  "store/newer": { retryable: false, means: "The store's file was written by a newer version." },
  "store/damaged": { retryable: false, means: "A copy or a file of the store is not sound." },
  "store/no-copy": { retryable: false, means: "This store is copied by the tools of Redis." },
  "document/undrawable": { retryable: false, means: "A template of a document has mistakes." },
  "document/slow": { retryable: true, means: "A document was not drawn in time." },
  "channel/throttled": { retryable: true, means: "The provider asked us to slow down." },
  "channel/refused": { retryable: false, means: "The provider will never accept this message." },
} as const satisfies Record<`${string}/${string}`, { retryable: boolean; means: string }>;

export type FaultCode = keyof typeof faults;

/** A failure with a code. What people type is never one. `detail` holds codes and ids only. */
export class Fault extends Error {
  readonly code: FaultCode;
  constructor(code: FaultCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.name = "Fault";
    this.code = code;
  }
}
