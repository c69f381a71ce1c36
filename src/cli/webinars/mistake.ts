/**
 * What whoever typed a command can mend. `text` is told as it is; `exit` is 2 when the command
 * itself was typed wrong, 1 when what it asks for cannot be done.
 */
export class Mistake extends Error {
  readonly exit: 1 | 2;
  constructor(text: string, exit: 1 | 2 = 1) {
    super(text);
    this.name = "Mistake";
    this.exit = exit;
  }
}
