/** A request under `/v3/directline`: headers in lower case, the body as received. */
export interface DirectLineRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly raw: Uint8Array;
  /** Who asks, as far as the server knows behind its proxies: what limits count by. */
  readonly remote: string;
}

export interface DirectLineResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
