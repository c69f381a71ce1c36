/** What the stand-in for Twilio, the load and the servers agree on. */
export const account = {
  sid: `AC${"0".repeat(32)}`,
  token: "0123456789abcdef0123456789abcdef",
  from: "+212500000000",
  publicUrl: "https://rafiq.example",
} as const;

export const webhookPath = "/webhooks/twilio/whatsapp";
