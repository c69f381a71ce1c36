import { minute } from "../../core/instant.ts";
import type { ErrorTable } from "../meta/failures.ts";

/**
 * What errors of the Send API mean: developers.facebook.com/docs/messenger-platform/error-codes, as
 * known on 2026-11-25; limits and windows as in channel-facts § 2.8.
 *
 * 2018300 and 2018301: another app or the page's inbox has the thread. It is that message that may not
 * go; the person is reached again once the thread is ours.
 */
export const errors: ErrorTable = {
  refusals: {
    "10/2018065": "window",
    "10/2018278": "window",
    "10/2534022": "window",
    "200/1545041": "window",
    // « This person isn't receiving messages from you »: they shut the door themselves.
    "10/2018108": "opt-out",
    "10/2018300": "content",
    "10/2018301": "content",
    "551": "contact",
    "10303": "contact",
    "2018001": "contact",
    "100/2001": "contact",
    "100/2018001": "contact",
    "100/2018164": "contact",
  },
  throttles: {
    // 200 times as many calls a day as there were people who wrote.
    "80006": { scope: "channel", after: 5 * minute },
  },
  // « Temporary send message failure. Please try again later. »
  outages: ["1200"],
};
