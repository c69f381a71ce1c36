import express, { type RequestHandler } from "express";

/** Recordings of questions, `/a/fr/diagnostic.GOV1.3fa91c02.ogg`: the same for everybody, for good. */
export function recordings(folder: string): RequestHandler {
  return express.static(folder, {
    dotfiles: "ignore",
    index: false,
    redirect: false,
    immutable: true,
    maxAge: "30d",
    setHeaders(response) {
      response.setHeader("Content-Type", "audio/ogg");
      response.setHeader("X-Content-Type-Options", "nosniff");
    },
  });
}
