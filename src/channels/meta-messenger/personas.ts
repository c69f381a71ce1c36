import { createHash } from "node:crypto";
import { z } from "zod";
import { hour, type Instant } from "../../core/instant.ts";
import type { Graph } from "../meta/graph.ts";

/** The faces under which humans speak on the page. */
export interface Personas {
  /** Meta's id for a first name, made at its first use; null when there is none to be had now. */
  of(name: string, signal: AbortSignal): Promise<string | null>;
  /** Meta no longer knows it: without one for an hour, then made anew. */
  refuse(name: string): Promise<void>;
}

export interface PersonaParts {
  readonly graph: Graph;
  readonly pageId: string;
  /** The picture beside all of them; without one there are no personas. */
  readonly picture: string | null;
  readonly clock: () => Instant;
  note(name: string): Promise<string | null>;
  setNote(name: string, value: string): Promise<void>;
}

const created = z.object({ id: z.string().min(1) });

/** A name is a first name: what is longer is somebody's list of names, and gets no face. */
const longest = 40;

export function openPersonas({ graph, pageId, picture, clock, ...notes }: PersonaParts): Personas {
  const refused = new Map<string, Instant>();
  const noteOf = (name: string): string => {
    const hash = createHash("sha256")
      .update(JSON.stringify([pageId, name]))
      .digest("hex");
    return `meta-messenger/persona/${hash.slice(0, 32)}`;
  };
  return {
    async of(name, signal) {
      if (picture === null || name === "" || name.length > longest || name.includes(","))
        return null;
      if ((refused.get(name) ?? -Infinity) > clock()) return null;
      const noted = await notes.note(noteOf(name)).catch(() => null);
      if (noted !== null && noted !== "") return noted;
      try {
        const made = await graph.post(
          `${pageId}/personas`,
          { name, profile_picture_url: picture },
          signal,
        );
        const { id } = created.parse(made);
        await notes.setNote(noteOf(name), id).catch(() => undefined);
        return id;
      } catch {
        // Their words matter, and stand under their name: the face can wait.
        refused.set(name, clock() + hour);
        return null;
      }
    },
    async refuse(name) {
      refused.set(name, clock() + hour);
      await notes.setNote(noteOf(name), "").catch(() => undefined);
    },
  };
}
