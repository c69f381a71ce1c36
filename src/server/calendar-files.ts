import type { RequestHandler } from "express";
import type { Flowbook } from "../core/engine/book.ts";
import type { Instant } from "../core/instant.ts";
import { languages } from "../core/language/languages.ts";
import { calendarFile } from "../core/webinar/calendar-file.ts";

/**
 * A webinar for the calendar of a phone: `/w/w12/fr.ics`. Drafts do not exist for anybody, and the way
 * in is not told here: whoever is registered gets it with the reminders.
 */
export function calendarFiles(
  world: { readonly book: Pick<Flowbook, "webinars"> },
  clock: () => Instant,
): RequestHandler {
  return (request, response, next) => {
    const [, id, name] = /^\/w\/(w\d{1,5})\/([A-Za-z-]+)\.ics$/u.exec(request.path) ?? [];
    const language = languages.find((one) => one === name);
    const found = world.book.webinars.find(({ webinar }) => webinar.id === id)?.webinar;
    if (language === undefined || found === undefined || found.state === "draft") return next();
    response
      .status(200)
      .set({
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": `attachment; filename="${found.id}.ics"`,
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
      })
      .send(calendarFile({ ...found, link: null }, language, clock()));
  };
}
