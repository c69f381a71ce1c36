import type { Message } from "../core/message.ts";
import type { Capabilities } from "./channel.ts";

/** A tappable answer as it will be shown. */
export interface Tap {
  readonly id: string;
  readonly label: string;
}

/** One provider call's worth of a message. */
export type Shaped =
  | { readonly kind: "text"; readonly text: string; readonly rtl: boolean }
  | { readonly kind: "buttons"; readonly text: string; readonly buttons: readonly Tap[]; readonly rtl: boolean }
  | {
      readonly kind: "list";
      readonly text: string;
      readonly open: string;
      readonly rows: readonly (Tap & { readonly about: string | null })[];
      readonly rtl: boolean;
    };

/** Decides between buttons, a list and numbered lines; long texts are split at sentences. */
export declare function shape(message: Message, can: Capabilities): readonly Shaped[];
