import { readSettings } from "../config.ts";
import { desk } from "../core/engine/actions/case.ts";
import { Fault } from "../core/fault.ts";
import { openStore } from "../service.ts";
import { silentLog } from "../runtime/world.ts";
