import { parse, YAMLParseError } from "yaml";
import { schedule } from "../../core/webinar/programme.ts";
import { advanceWebinar } from "../../core/webinar/seats.ts";
import { webinarSchema, type Webinar } from "../../core/webinar/webinar.ts";
import { readWebinar } from "../../runtime/webinars-kept.ts";
import { readArguments } from "./arguments.ts";
import { checkStarts, readStarts, sayStart } from "./dates.ts";
import { mistakesIn, readChanges, tell, type Command, type Desk } from "./desk.ts";
import { Mistake } from "./mistake.ts";
import { decodeText } from "./text-file.ts";

const usage = `add FILE.yaml                          a webinar as it stands in a file
npm run -s webinars -- add --session 3 --id w12 --starts 2027-01-14T18:30 [--link https://…] [--capacity 40]`;

const options = {
  session: { type: "string" },
  id: { type: "string" },
  starts: { type: "string" },
  link: { type: "string" },
  capacity: { type: "string" },
} as const;

/** A new webinar, as a draft unless its file says otherwise. */
export const add: Command = {
  usage,
  async run(args, desk) {
    const { values, positionals } = readArguments(args, usage, options, { least: 0, most: 1 });
    const [path] = positionals;
    const isBoth = path !== undefined && Object.keys(values).length > 0;
    if (isBoth) throw new Mistake("either a file or --session with --id and --starts", 2);
    const webinar =
      path === undefined ? await scheduled(values, desk) : readFile(await desk.file(path));
    const warnings = checkStarts(webinar, await desk.calendar(), desk.now);
    const known = await readWebinar(desk.store, webinar.id, desk.now);
    const mail = { kind: "put", webinar } as const;
    if (known !== null) {
      const next = advanceWebinar(known.kept, mail, "coordinator", desk.now, webinar.id).kept;
      if (next?.revision === known.kept.revision) return desk.say(`${webinar.id} is there already`);
      throw new Mistake(
        `there is another ${webinar.id} already: change it (move, link, capacity…), or take a new id`,
      );
    }
    await tell(desk, webinar.id, "add", mail);
    desk.say(`${webinar.id} is added: ${webinar.title.fr}`);
    desk.say(sayStart(webinar));
    for (const warning of warnings) desk.warn(`careful: ${warning}`);
    if (webinar.state === "draft") {
      desk.say(`it is a draft: npm run -s webinars -- publish ${webinar.id}`);
    }
  },
};

function readFile(bytes: Uint8Array): Webinar {
  const result = webinarSchema.safeParse(readYaml(bytes));
  if (!result.success) throw new Mistake(mistakesIn(result.error));
  const { zone } = result.data;
  if (!isZone(zone)) throw new Mistake(`zone: there is no time zone ${zone}`);
  readStarts(result.data.starts);
  return result.data;
}

/** The value in a YAML file. Throws `Mistake` with the place of the first mistake. */
export function readYaml(bytes: Uint8Array): unknown {
  try {
    return parse(decodeText(bytes).text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new Mistake(
      `line ${error.linePos?.[0].line ?? 1}: ${error.message.split(" at line")[0]}`,
    );
  }
}

async function scheduled(
  values: { readonly [Name in keyof typeof options]?: string },
  desk: Desk,
): Promise<Webinar> {
  const { session: number, id, starts } = values;
  if (number === undefined || id === undefined || starts === undefined) {
    throw new Mistake(`--session, --id and --starts are needed, or a file`, 2);
  }
  if (!webinarSchema.shape.id.safeParse(id).success) {
    throw new Mistake(`“${id}” is no id: it is written w12`);
  }
  const programme = await desk.programme();
  const session = programme.find((one) => String(one.number) === number);
  if (session === undefined) {
    const known = programme.map((one) => one.number).join(", ");
    throw new Mistake(`there is no session ${number} in flows/programme.yaml: ${known}`);
  }
  const { link, capacity } = readChanges({
    ...(values.link === undefined ? {} : { link: values.link }),
    ...(values.capacity === undefined ? {} : { capacity: Number(values.capacity) }),
  });
  return schedule(session, {
    id,
    starts: readStarts(starts),
    ...(link === undefined ? {} : { link }),
    ...(capacity === undefined ? {} : { capacity }),
  });
}

function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}
