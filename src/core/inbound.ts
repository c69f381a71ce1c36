/** What a person did, in no provider's format. */
export type Content =
  | {
      readonly kind: "text";
      readonly text: string;
      /** Words of a voice note, as a machine understood them and they agreed: the language they read in stays. */
      readonly spoken?: true;
    }
  /** A button or a list row: the choice's id, and its label where the provider repeats it. */
  | { readonly kind: "tap"; readonly id: string; readonly label: string | null }
  | {
      readonly kind: "media";
      readonly media: "voice" | "audio" | "image" | "video" | "document" | "sticker";
      /** Where the provider keeps it; fetched only from the provider's own hosts. */
      readonly url: string | null;
      readonly contentType: string | null;
      /** Words sent with it, "" when none. */
      readonly caption: string;
    }
  | { readonly kind: "location" }
  | { readonly kind: "contact-card" }
  | { readonly kind: "reaction"; readonly emoji: string }
  /** A message changed after it was sent: the new words. */
  | { readonly kind: "edit"; readonly text: string }
  | { readonly kind: "revoke" }
  /** The provider itself told us to stop or start (a STOP it caught, a block). */
  | { readonly kind: "opt-out" }
  | { readonly kind: "opt-in" }
  /**
   * Not the contact but somebody of ours, at the provider's own inbox: wrote to them, took the
   * conversation, or gave it back.
   */
  | { readonly kind: "human-elsewhere"; readonly what: "spoke" | "took" | "left" }
  | { readonly kind: "unsupported" };
