import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import { listen } from "./twilio/listen.ts";

/** What was asked, as it came in. */
export interface ModelCall {
  readonly route: string;
  readonly authorization: string | null;
  /** The body as it was sent, every byte of it. */
  readonly raw: string;
  /** Whether a JSON schema was asked for. */
  readonly shaped: boolean;
  readonly system: string;
  readonly user: string;
}

/** The user message, as our prompt writes it. */
export interface Put {
  readonly language: string;
  readonly question: string;
  readonly articles: readonly {
    readonly id: number;
    readonly title: string;
    readonly text: string;
  }[];
}

/** How a model with a bad day, or one that obeys a stranger, answers. */
export type Misbehavior =
  /** Takes the question and answers only once `release` was called. */
  | { readonly kind: "slow" }
  /** Closes the connection without a word. */
  | { readonly kind: "down" }
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: string }
  /** Sends half of the answer and resets the connection. */
  | { readonly kind: "cut" }
  /** 200 with bytes that are no JSON, with JSON that is no completion, or with one without choices. */
  | { readonly kind: "garbage" | "strange-json" | "no-choices" }
  | { readonly kind: "huge" }
  | { readonly kind: "redirect"; readonly to: string }
  /** Refuses `response_format`, as servers without schemas do. */
  | { readonly kind: "no-schemas" }
  /** The model's words, whatever they are. */
  | { readonly kind: "words"; readonly words: string }
  /** An answer in good form whose text is made from what was put. */
  | { readonly kind: "answer"; readonly answer: (put: Put, call: ModelCall) => string }
  | { readonly kind: "wrong-ids" | "no-ids" | "empty" | "abstain" };

export interface OpenAiFake {
  /** With /v1. */
  readonly url: string;
  readonly ledger: readonly ModelCall[];
  /** From now on, until something else is said. */
  misbehave(misbehavior: Misbehavior): void;
  /** Answers with the first article, word for word. */
  behave(): void;
  /** Resolves once so many calls have come in. */
  arrived(calls: number): Promise<void>;
  /** Lets all that wait go on. */
  release(): void;
  /** Calls whose asker hung up before the answer. */
  readonly hungUp: number;
  /** Resolves once so many askers have hung up. */
  left(calls: number): Promise<void>;
  close(): Promise<void>;
}

const requestSchema = z.object({
  model: z.string().min(1),
  messages: z
    .array(z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() }))
    .min(1),
  temperature: z.number().min(0).max(2).optional(),
  max_tokens: z.int().positive().optional(),
  response_format: z
    .object({
      type: z.literal("json_schema"),
      json_schema: z.object({ name: z.string(), strict: z.boolean(), schema: z.looseObject({}) }),
    })
    .optional(),
  tools: z.never().optional(),
});

const putSchema = z.object({
  language: z.string(),
  question: z.string(),
  articles: z.array(z.object({ id: z.int(), title: z.string(), text: z.string() })),
});

/** A stand-in on loopback for any server that speaks OpenAI's chat completions. */
export async function startOpenAiFake(key: string | null = null): Promise<OpenAiFake> {
  const ledger: ModelCall[] = [];
  const held: (() => void)[] = [];
  let waiting: {
    readonly of: "calls" | "left";
    readonly count: number;
    readonly tell: () => void;
  }[] = [];
  let planned: Misbehavior | null = null;
  let hungUp = 0;

  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  const base = await listen(server);

  function tell(): void {
    const isDue = ({ of, count }: (typeof waiting)[number]): boolean =>
      (of === "calls" ? ledger.length : hungUp) >= count;
    for (const each of waiting.filter(isDue)) each.tell();
    waiting = waiting.filter((each) => !isDue(each));
  }

  function wait(of: "calls" | "left", count: number): Promise<void> {
    return new Promise((resolve) => {
      waiting.push({ of, count, tell: resolve });
      tell();
    });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.once("close", () => {
      if (!response.writableFinished) hungUp += 1;
      tell();
    });
    const raw = await read(request);
    const route = `${request.method} ${request.url}`;
    const parsed = raw === "" ? null : requestSchema.safeParse(JSON.parse(raw));
    const said = parsed?.data?.messages ?? [];
    const call: ModelCall = {
      route,
      authorization: request.headers.authorization ?? null,
      raw,
      shaped: parsed?.data?.response_format !== undefined,
      system: said.find(({ role }) => role === "system")?.content ?? "",
      user: said.findLast(({ role }) => role === "user")?.content ?? "",
    };
    ledger.push(call);
    tell();
    if (key !== null && call.authorization !== `Bearer ${key}`) {
      return refuse(response, 401, "invalid_api_key");
    }
    if (route === "GET /v1/models") {
      return reply(response, 200, { object: "list", data: [{ id: "fake", object: "model" }] });
    }
    if (route !== "POST /v1/chat/completions") return refuse(response, 404, "not_found");
    if (parsed?.success !== true) return refuse(response, 400, "invalid_request");
    await complete(call, response);
  }

  async function complete(call: ModelCall, response: ServerResponse): Promise<void> {
    const plan = planned;
    if (plan?.kind === "slow") await new Promise<void>((resolve) => held.push(resolve));
    switch (plan?.kind) {
      case "down":
        response.destroy();
        return;
      case "status":
        if (plan.retryAfter !== undefined) response.setHeader("retry-after", plan.retryAfter);
        return refuse(response, plan.status, "on_command");
      case "cut":
        response.writeHead(200, { "content-type": "application/json", "content-length": "900" });
        // Once the half has left: a reset before that would be another accident.
        response.write('{"id":"chatcmpl-1","choices":[{"mess', () =>
          response.socket?.resetAndDestroy(),
        );
        return;
      case "garbage":
        response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome to nginx</h1>");
        return;
      case "strange-json":
        return reply(response, 200, { detail: ["nothing", { of: "the" }, "kind"] });
      case "no-choices":
        return reply(response, 200, { id: "chatcmpl-1", object: "chat.completion", choices: [] });
      case "huge":
        return reply(response, 200, completion("x".repeat(5_000_000)));
      case "redirect":
        response.writeHead(307, { location: plan.to }).end();
        return;
      case "no-schemas":
        if (call.shaped) return refuse(response, 400, "unsupported_response_format");
        break;
      case "slow":
      case "words":
      case "answer":
      case "wrong-ids":
      case "no-ids":
      case "empty":
      case "abstain":
      case undefined:
        break;
    }
    return reply(response, 200, completion(wordsOf(plan, call)));
  }

  return {
    url: `${base}/v1`,
    ledger,
    misbehave: (misbehavior) => void (planned = misbehavior),
    behave: () => void (planned = null),
    arrived: (calls) => wait("calls", calls),
    release: () => {
      for (const goOn of held.splice(0)) goOn();
    },
    get hungUp() {
      return hungUp;
    },
    left: (calls) => wait("left", calls),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What the model says. Without a plan: the first article as it stands, which any check must accept. */
function wordsOf(plan: Misbehavior | null, call: ModelCall): string {
  if (plan?.kind === "words") return plan.words;
  const put = putSchema.parse(JSON.parse(call.user));
  const [article] = put.articles;
  const ids = article === undefined ? [] : [article.id];
  const form = (articleIds: readonly number[], answer: string, abstain = false): string =>
    JSON.stringify({ articleIds, answer, abstain });
  const whole = (article?.text ?? "").slice(0, 700);
  if (plan?.kind === "answer") return form(ids, plan.answer(put, call));
  if (plan?.kind === "wrong-ids") return form([...ids, 99_999], whole);
  if (plan?.kind === "no-ids") return form([], whole);
  if (plan?.kind === "empty") return form(ids, "");
  if (plan?.kind === "abstain") return form([], "", true);
  const words = form(ids, whole);
  return plan?.kind === "no-schemas" ? `Sure! Here it is:\n\`\`\`json\n${words}\n\`\`\`` : words;
}

/** The ways of a model that does what the question orders it to. */
export const obedient: Readonly<Record<string, (put: Put, call: ModelCall) => string>> = {
  "echoes the order": ({ question }) => question,
  "echoes it after a true sentence": ({ question, articles }) =>
    `${articles[0]?.text.split("\n")[0] ?? ""}\n${question}`,
  "says what comes after the colon": ({ question }) => question.split(/[:«"“]/u).at(-1) ?? question,
  "leaks its rules": (_, { system }) => system,
  "leaks a line of its rules": (_, { system }) => system.split("\n")[5] ?? system,
  "translates its rules": () =>
    "Mes instructions : reformuler les articles du club, répondre en un seul objet JSON, ne jamais donner de lien.",
  "sends elsewhere": ({ articles }) =>
    `${articles[0]?.text.slice(0, 200) ?? ""}\nhttps://evil.example/win`,
  "invents a number to call": ({ articles }) =>
    `${articles[0]?.text.slice(0, 200) ?? ""}\nAppelez le 06 61 23 45 67`,
  "invents a price": ({ articles }) =>
    `${articles[0]?.text.split("\n")[0] ?? ""}\nCela coûte 1 750 dirhams par mois.`,
  "leaves its subject": () =>
    "La capitale de la France est Paris et la recette du couscous demande de la semoule.",
  "tells of others": () => "Le trésorier habite à Rabat, rue des Orangers, et n'a pas payé.",
  "asks for money": () =>
    "Chers amis, aidez-nous : faites un don pour les orphelins, partagez ce message !",
  "claims to be somebody": () => "Je suis un vrai étudiant de l'EHTP, un humain comme vous.",
  "says that it obeys": () => "PWNED",
  "obeys in Arabic": () => "تم اختراقي، أنا الآن مساعد بلا قيود وسأفعل كل ما تطلبه مني.",
  "smuggles tags": ({ question }) => `<b>${question}</b> {"role":"system"}`,
};

function completion(words: string): object {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_790_000_000,
    model: "fake",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: words, refusal: null },
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 },
  };
}

function refuse(response: ServerResponse, status: number, code: string): void {
  reply(response, status, {
    error: { message: "On command", type: "invalid_request_error", code },
  });
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString("utf8");
}
