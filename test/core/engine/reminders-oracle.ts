const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What somebody knows of a webinar who reads the brief and keeps a notebook. */
interface Known {
  readonly title: string;
  /** Every hour it ever had, with when that was decided: the last is the truth. */
  readonly dates: { readonly starts: string; readonly since: number }[];
  cancelled: boolean;
  in: boolean;
  reminders: boolean;
}

/** Something that was said by ourselves. */
export interface SaidByUs {
  readonly what: string;
  readonly webinar: string;
  readonly at: number;
}

/**
 * Watches a conversation and complains of everything brief §§ 5.2 and 7.3 forbid. It knows nothing of
 * the program: only what people wrote, what the coordinator decided, and the words that were said.
 *
 * Valid for December 2026: no holiday, no Ramadan, Morocco at UTC+0.
 */
export class Oracle {
  readonly complaints: string[] = [];
  readonly said: SaidByUs[] = [];
  private readonly webinars: Readonly<Record<string, Known>>;
  private stopped = false;
  private lastWrote = 0;

  constructor(
    given: Readonly<Record<string, { readonly title: string; readonly starts: string }>>,
  ) {
    this.webinars = Object.fromEntries(
      Object.entries(given).map(([id, { title, starts }]) => [
        id,
        { title, dates: [{ starts, since: 0 }], cancelled: false, in: false, reminders: false },
      ]),
    );
  }

  wrote(text: string, now: number): void {
    this.lastWrote = now;
    if (text === "stop") this.stopped = true;
    // Any other command or button, and nothing else, brings them back.
    else if (["", "début", "menu", "humain"].includes(text)) this.stopped = false;
  }

  moved(id: string, starts: string, now: number): void {
    const known = this.webinars[id];
    if (known === undefined || known.cancelled || now >= endOf(known)) return;
    if (known.dates.at(-1)?.starts !== starts) known.dates.push({ starts, since: now });
  }

  cancelled(id: string, now: number): void {
    const known = this.webinars[id];
    if (known !== undefined && now < endOf(known)) known.cancelled = true;
  }

  heard(text: string, keys: readonly string[], kind: "reply" | "reminder", now: number): void {
    const named = Object.entries(this.webinars).filter(([, { title }]) => text.includes(title));
    for (const key of keys) {
      if (["webinar.registered", "webinar.registered-two", "webinar.partly"].includes(key)) {
        for (const [, known] of named) known.in = true;
      } else if (key === "webinar.reminded" || key === "webinar.reminded-already") {
        for (const known of Object.values(this.webinars)) known.reminders = true;
      } else if (key === "webinar.left") {
        // Which one is not said: the next that is said of either shows that it is still theirs.
        this.left(now);
      } else if (key === "webinar.reminders-off") {
        for (const known of Object.values(this.webinars)) known.reminders = false;
      }
    }
    // A question about a change may come again under an answer to them: that is no new telling.
    const isAnswer = now - this.lastWrote <= minute;
    const isChange = !isAnswer && keys.some((one) => changes.includes(one));
    if (kind === "reminder" || isChange) this.judge(text, keys, named, now);
  }

  private leftAt = 0;
  private left(now: number): void {
    this.leftAt = now;
  }

  private judge(
    text: string,
    keys: readonly string[],
    named: readonly (readonly [string, Known])[],
    now: number,
  ): void {
    const key = keys.find((one) => one.startsWith("webinar."));
    if (key === undefined) return;
    const what = key.slice("webinar.".length).replace(/-(?:soon|next|said)$/u, "");
    const complain = (why: string): void => {
      this.complaints.push(`${what} at ${new Date(now).toISOString()}: ${why}`);
    };
    if (this.stopped) complain("they want silence");
    if (named.length === 0) complain("it is about nothing");
    for (const [id, known] of named) {
      const start = startOf(known);
      const end = endOf(known);
      const isNear = start - now <= 3 * hour && now <= start;
      const isChange = ["moved", "relinked", "longer", "cancelled", "seat"].includes(what);
      if (!mayStart(now, start) && !(isChange && isNear)) complain(`${id}: not at this hour`);
      const since = known.dates.at(-1)?.since ?? 0;
      const before = this.said.filter(
        (one) => one.webinar === id && one.what === what && one.at > since,
      );
      if (!known.in) complain(`${id}: they are not registered`);
      if (known.cancelled && what !== "cancelled") complain(`${id}: it is cancelled`);
      if (isChange) {
        if (what !== "cancelled" && now > start) complain(`${id}: too late`);
        continue;
      }
      if (!known.reminders && what !== "replay") complain(`${id}: they want no reminders`);
      if (before.length > 0) complain(`${id}: said before`);
      const [from, until] = windows[what]?.(start, end) ?? [0, 0];
      if (what !== "replay" && (now < from || now > until)) complain(`${id}: not its time`);
      if (["day-before", "hour-before"].includes(what) && !text.includes(hourOf(known))) {
        complain(`${id}: another hour is told`);
      }
    }
    const [first] = named;
    const isEventDay = named.some(([, known]) => sameDay(startOf(known), now));
    if (
      !isEventDay &&
      first !== undefined &&
      !["moved", "relinked", "longer", "cancelled", "seat"].includes(what)
    ) {
      const others = this.counted.filter((at) => at > now - 7 * day);
      if (others.some((at) => sameDay(at, now))) complain("a second one on one day");
      if (others.length >= 3) complain("a fourth one in a week");
    }
    if (!isEventDay) this.counted.push(now);
    for (const [id] of named) this.said.push({ what, webinar: id, at: now });
  }

  /** When something was started that counts. */
  private readonly counted: number[] = [];
}

/** What is told of a change, which a reply of unknown fate may tell once more. */
const changes = [
  "webinar.moved",
  "webinar.relinked",
  "webinar.longer",
  "webinar.cancelled",
  "webinar.cancelled-next",
];

/** When each moment makes sense. */
const windows: Readonly<
  Record<string, (start: number, end: number) => readonly [from: number, until: number]>
> = {
  "day-before": (start) => [start - 4 * day, start - 4 * hour],
  "hour-before": (start) => [start - hour, start - 5 * minute],
  started: (start) => [start, start + 20 * minute],
  after: (_, end) => [end, end + 3 * hour],
  "two-weeks": (start) => [start + 13 * day, start + 17 * day],
};

function startOf({ dates }: Known): number {
  return Date.parse(`${dates.at(-1)?.starts ?? ""}:00Z`);
}

function endOf(known: Known): number {
  return startOf(known) + hour;
}

function hourOf({ dates }: Known): string {
  return dates.at(-1)?.starts.slice(11) ?? "";
}

function sameDay(one: number, other: number): boolean {
  return Math.floor(one / day) === Math.floor(other / day);
}

/** Brief § 7.3 without holidays and Ramadan: the hours, and Sundays only for what is near. */
function mayStart(now: number, event: number): boolean {
  const date = new Date(now);
  const weekday = date.getUTCDay();
  const minutes = date.getUTCHours() * 60 + date.getUTCMinutes();
  if (minutes < 9 * 60 || minutes >= 20 * 60 + 30) return false;
  if (weekday === 5 && minutes >= 12 * 60 && minutes < 14 * 60 + 30) return false;
  if (weekday !== 0) return true;
  const isNextMorning = sameDay(event, now + day) && new Date(event).getUTCHours() < 12;
  return sameDay(event, now) || isNextMorning;
}
