import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { packKnowledge } from "../core/knowledge/pack.ts";
import { learnFromDisk } from "./knowledge-on-disk.ts";

/** Learns beside the main thread, which answers meanwhile (see `learnAside`). */
const { topics, thresholds, learned, webinars } = await learnFromDisk(z.string().parse(workerData));
const pack = packKnowledge(learned);
const packed = packKnowledge(webinars);
parentPort?.postMessage({ topics: [...topics], thresholds, pack, webinars: packed }, [
  pack.buffer as ArrayBuffer,
  packed.buffer as ArrayBuffer,
]);
