import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Json } from "../../core/json.ts";
import { parse } from "./replies.ts";

/** Shorter ones gain nothing. */
const least = 200;

/**
 * A state as it is kept: its words repeat themselves, so that packed it takes a quarter, of Redis's
 * memory, of its file and of the way to its replicas. It costs less time than writing the JSON.
 */
export function pack(state: Json): string {
  const json = JSON.stringify(state);
  if (json.length < least) return json;
  // As text, since connections speak text; JSON never begins with this letter.
  return `z${deflateRawSync(json, { level: 3, dictionary }).toString("base64")}`;
}

export function unpack(kept: string): Json {
  if (!kept.startsWith("z")) return parse(kept);
  return parse(inflateRawSync(Buffer.from(kept.slice(1), "base64"), { dictionary }).toString());
}

/**
 * What stands in most states. What was packed with it can only be read with it: it never changes,
 * and a better one comes with another letter.
 */
const dictionary = Buffer.from(
  [
    '{"title":{"say":"actions.A"},"within":{"say":"words.within.days-0"}}},{"say":"result.plan-line",',
    '"with":{"n":{"say":"words.dimension..short"},"bar":"▓▓▓"}},{"say":"result.line-estimated","with":',
    '{"name":"settled":{"E1":["express",3],"E2":["express",1],"E3":["express",0],"E4":["express",2],',
    '"results":[{"at":179,"rubric":"1.0.0","variant":"court","values":{"P1":"association","P2":"1-5",',
    '"P3":"4-10","P4":"both","P5":"pcs","P6":"secretariat","P7":"argent","E1":3,"E2":3,"E3":1,"E4":0,',
    '"E5":2,"E6":3,"E7":1,"E8":0}"coop","fondation","mutuelle","creation","complet","tout"],["diagnostic",',
    '"E1"],[2,"welcome","consent"],[3,"diagnostic","P1"],[19,"result","next-estimated"]],"lastHeard":179,',
    '"lastTap":null,"misses":0,"stopped":false,"hurry":1,"stalled":0,"muted":false,"notices":[]}"trail":',
    '["language","consent"],"aside":false},{"flow":"diagnostic","version":"1.0.0","step":"end","values":',
    '{"finished":false,"summary":{"list":[]},"question":"","position":8,"about":8,"exact":"yes",',
    '"dimension":{"say":"words.dimension.SEC"},"asks":"nothing","name":{"say":"diagnostic.E8.name"},',
    '"previous":null},"session":{"frames":[{"flow":"welcome","pending":{"move":"offered":["yes","no"]},',
    '"paused":false,"nudged":false},"asked":[[1,"welcome","language"],{"format":1,"moves":1,"language":',
    '"ary-Latn","languageFrom":"choice","facts":{"consent":"2026-11","consentAt":179,"consentLanguage":',
    '"ary"},"organization":{"id":"o12-","values":{"P1":["association",179,""],"variant":["court",179,""],',
    '"E1":[3,179,""],"finished":[true,179,""]},"members":1,',
  ].join(""),
);
