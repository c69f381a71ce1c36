import { element, icon } from "./texts.js";

/** Opens a dialog and gives what was chosen in it; "" when it was closed. */
function ask(dialog) {
  return new Promise((resolve) => {
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
    dialog.showModal();
  });
}

/** Every sheet closes when one taps beside it. */
export function closeBeside(...dialogs) {
  for (const dialog of dialogs) {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close("");
    });
  }
}

/** The list of a message, as WhatsApp opens it; the row that was sent, or null. */
export async function askRow(dialog, shaped) {
  dialog.dir = shaped.rtl ? "rtl" : "";
  dialog.querySelector("h2").textContent = shaped.open;
  const rows = dialog.querySelector(".rows");
  const send = dialog.querySelector(".sheet-send");
  send.disabled = true;
  rows.replaceChildren(
    ...shaped.rows.map(({ id, label, about }) => {
      const radio = element("input", { type: "radio", name: "row", value: id });
      radio.addEventListener("change", () => {
        send.disabled = false;
      });
      return element(
        "label",
        { class: "row" },
        element(
          "span",
          { class: "row-words" },
          element("span", { class: "row-title", dir: "auto" }, label),
          about === null ? null : element("span", { class: "row-about", dir: "auto" }, about),
        ),
        radio,
      );
    }),
  );
  if ((await ask(dialog)) !== "send") return null;
  const chosen = rows.querySelector("input:checked")?.value;
  return shaped.rows.find(({ id }) => id === chosen) ?? null;
}

/** What else a phone can send, each as its sample; the name of the one chosen, or "". */
export async function askSample(dialog, words) {
  const samples = [
    ["voice", "mic"],
    ["photo", "image"],
    ["location", "pin"],
    ["sticker", "smile"],
    ["contact", "person"],
    ["document", "file"],
    ["reaction", "thumb"],
  ];
  dialog.firstElementChild.replaceChildren(
    ...samples.map(([name, picture]) =>
      element(
        "button",
        { class: `action sample-${name}`, value: name },
        icon(picture),
        element("span", {}, words[name]),
      ),
    ),
  );
  return await ask(dialog);
}

/** Reply to a message, or react to it: "reply", an emoji, or "". */
export async function askAction(dialog) {
  dialog
    .querySelector(".emojis")
    .replaceChildren(
      ...["👍", "❤️", "😂", "😮", "😢", "🙏"].map((emoji) =>
        element("button", { value: emoji }, emoji),
      ),
    );
  return await ask(dialog);
}

/** Activities that pretend to carry what a phone would send. */
export const samples = {
  voice: { attachments: [{ contentType: "audio/ogg", name: "voice.ogg" }], media: "voice" },
  photo: { attachments: [{ contentType: "image/jpeg", name: "photo.jpg" }], media: "image" },
  sticker: { attachments: [{ contentType: "image/webp", name: "sticker.webp" }], media: "sticker" },
  contact: { attachments: [{ contentType: "text/vcard", name: "contact.vcf" }] },
  document: { attachments: [{ contentType: "application/pdf", name: "statuts.pdf" }] },
  location: { entities: [{ type: "GeoCoordinates", latitude: 33.59, longitude: -7.62 }] },
};
