/** What stands where something was taken out of a text that is kept. */
export const hidden = "[…]";
