/** Where a contact is reached: a channel and an opaque id, not always a phone number. */
export interface Address {
  readonly channel: string;
  readonly id: string;
}
