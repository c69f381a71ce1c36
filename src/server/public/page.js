/** Writes the page in its language, and turns it round for Arabic. */
export function writePage({ skin, language, words }) {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  for (const place of document.querySelectorAll("[data-word]")) {
    place.textContent = words[place.dataset.word];
  }
  for (const place of document.querySelectorAll("[data-label]")) {
    place.setAttribute("aria-label", words[place.dataset.label]);
    if (place.tagName === "BUTTON") place.title = words[place.dataset.label];
  }
  for (const place of document.querySelectorAll("[data-placeholder]")) {
    place.placeholder = words[place.dataset.placeholder];
  }
  for (const button of document.querySelectorAll("[data-skin-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.skinChoice === skin));
  }
  for (const button of document.querySelectorAll("[data-language-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.languageChoice === language));
  }
  const quick = skin === "whatsapp" ? words.voice : words.sticker;
  document.getElementById("quick").setAttribute("aria-label", quick);
}
