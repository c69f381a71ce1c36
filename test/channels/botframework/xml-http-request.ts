/**
 * As much of a browser's XMLHttpRequest as the official client's rxjs uses, over fetch.
 */
export class XMLHttpRequest {
  readyState = 0;
  status = 0;
  response: unknown = null;
  responseType = "";
  timeout = 0;
  withCredentials = false;
  upload = {};
  onreadystatechange: ((event: object) => void) | null = null;
  ontimeout: ((event: object) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  #method = "GET";
  #url = "";
  readonly #headers: Record<string, string> = {};
  #answered = new Headers();
  readonly #aborter = new AbortController();

  open(method: string, url: string): void {
    this.#method = method;
    this.#url = url;
    this.readyState = 1;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers[name] = value;
  }

  getResponseHeader(name: string): string | null {
    return this.#answered.get(name);
  }

  send(body?: string): void {
    void this.#run(body);
  }

  abort(): void {
    this.#aborter.abort();
  }

  async #run(body?: string): Promise<void> {
    try {
      const answer = await fetch(this.#url, {
        method: this.#method,
        headers: this.#headers,
        signal: this.#aborter.signal,
        ...(body === undefined ? {} : { body }),
      });
      const text = await answer.text();
      this.#answered = answer.headers;
      this.status = answer.status;
      this.response = text === "" ? null : JSON.parse(text);
    } catch {
      if (this.#aborter.signal.aborted) return;
    }
    this.readyState = 4;
    this.onreadystatechange?.({});
  }
}
