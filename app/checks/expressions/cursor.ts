/** Thrown where the text is no expression of Terraform. */
export class NotTerraform extends Error {}

export const IDENTIFIER = /[\p{L}_][\p{L}\p{N}_-]*/uy;

const SPACE = /\s*/y;

/** A place in a text of which words are accepted one after another, with space between. */
export class Cursor {
  protected at = 0;
  protected readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  protected identifier(): string {
    const name = this.match(IDENTIFIER);
    if (name === undefined) {
      throw new NotTerraform();
    }
    return name;
  }

  /** @param pattern must be sticky */
  protected match(pattern: RegExp): string | undefined {
    this.space();
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.text)?.[0];
    this.at += text?.length ?? 0;
    return text;
  }

  protected space(): void {
    SPACE.lastIndex = this.at;
    this.at += SPACE.exec(this.text)![0].length;
  }

  protected peek(word: string): boolean {
    this.space();
    return this.text.startsWith(word, this.at);
  }

  protected accept(word: string): boolean {
    const found = this.peek(word);
    this.at += found ? word.length : 0;
    return found;
  }

  protected expect(word: string): void {
    if (!this.accept(word)) {
      throw new NotTerraform();
    }
  }
}
