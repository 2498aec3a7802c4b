/**
 * Reads the templates of Terraform as far as the checks need: which objects a template
 * refers to, and whether its expressions are Terraform's at all.
 * https://developer.hashicorp.com/terraform/language/expressions
 *
 * The grammar is one class, longer than most files here: its methods call each other in circles.
 */

export interface Template {
  /** Parts of each reference, such as `["aws_vpc", "main", "id"]`, up to the first part that is computed. */
  readonly references: readonly (readonly string[])[];
  /** The first `${...}` that Terraform could not parse. */
  readonly fault?: string;
}

const NO_EXPRESSION: Template = { references: [] };

/** Stacks repeat the same few thousand strings, so each is read once. */
const known = new Map<string, Template>();

/** Reads a string of Terraform JSON, which is a template. */
export function readTemplate(text: string): Template {
  if (!text.includes("${") && !text.includes("%{")) {
    return NO_EXPRESSION;
  }
  let template = known.get(text);
  if (!template) {
    template = new Reader(text).read();
    known.set(text, template);
  }
  return template;
}

/** Thrown where the text is not an expression of Terraform. */
class SyntaxFault extends Error {}

const IDENTIFIER = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const OPERATOR = /(?:\|\||&&|==|!=|<=|>=|[<>+\-*/%])/y;
const SPACE = /\s*/y;
const LITERALS = new Set(["true", "false", "null"]);

class Reader {
  private readonly text: string;
  private at = 0;
  /** Index at which the outermost expression begins. */
  private begin = 0;
  private readonly references: string[][] = [];
  /** Names that enclosing `for` expressions declare; they refer to nothing outside. */
  private readonly locals: string[] = [];

  constructor(text: string) {
    this.text = text;
  }

  read(): Template {
    try {
      this.template();
      return { references: this.references };
    } catch (error) {
      if (!(error instanceof SyntaxFault)) {
        throw error;
      }
      const end = this.text.indexOf("}", this.begin);
      return { references: this.references, fault: this.text.slice(this.begin, end < 0 ? undefined : end + 1) };
    }
  }

  /** Reads to the quote, or to the end of a string of JSON, whose only escapes are `$${` and `%%{`. */
  private template(quote?: '"'): void {
    while (this.at < this.text.length) {
      const character = this.text[this.at]!;
      if (character === quote) {
        return;
      }
      if (this.text[this.at + 1] !== "{" || (character !== "$" && character !== "%")) {
        this.at += quote && character === "\\" ? 2 : 1;
      } else if (this.text[this.at - 1] === character) {
        this.at += 2;
      } else {
        this.begin = quote ? this.begin : this.at;
        this.at += 2;
        this.accept("~");
        if (character === "$") {
          this.expression();
        } else {
          this.directive();
        }
        this.accept("~");
        this.expect("}");
      }
    }
    if (quote) {
      throw new SyntaxFault();
    }
  }

  /** The inside of `%{ ... }`. */
  private directive(): void {
    const word = this.identifier();
    if (word === "for") {
      this.forHead();
    } else if (word === "if") {
      this.expression();
    } else if (word !== "else" && word !== "endif" && word !== "endfor") {
      throw new SyntaxFault();
    }
  }

  private expression(): void {
    this.operand();
    while (this.match(OPERATOR) !== undefined) {
      this.operand();
    }
    if (this.accept("?")) {
      this.expression();
      this.expect(":");
      this.expression();
    }
  }

  private operand(): void {
    while (this.accept("!") || this.accept("-")) {}
    const parts = this.primary();
    let known = parts !== undefined;
    const append = (part: string | undefined) => {
      known = known && part !== undefined;
      if (known) {
        parts!.push(part!);
      }
    };
    while (!this.peek("...")) {
      if (this.accept(".")) {
        append(this.accept("*") ? undefined : (this.match(NUMBER) ?? this.identifier()));
      } else if (this.accept("[")) {
        append(this.index());
      } else {
        break;
      }
    }
    if (parts && !this.locals.includes(parts[0]!)) {
      this.references.push(parts);
    }
  }

  /** Returns the index where it is a plain string. */
  private index(): string | undefined {
    if (this.accept("*")) {
      this.expect("]");
      return undefined;
    }
    this.space();
    const begin = this.at;
    this.expression();
    const plain = /^"([^"\\$%]*)"\s*$/.exec(this.text.slice(begin, this.at))?.[1];
    this.expect("]");
    return plain;
  }

  /** Returns the first part of a reference, or undefined for a literal, a call or a collection. */
  private primary(): string[] | undefined {
    if (this.match(NUMBER) !== undefined) {
      return undefined;
    }
    if (this.accept('"')) {
      this.template('"');
      this.at++;
      return undefined;
    }
    if (this.accept("(")) {
      this.expression();
      this.expect(")");
      return undefined;
    }
    if (this.accept("[")) {
      this.collection("]", () => this.expression());
      return undefined;
    }
    if (this.accept("{")) {
      this.collection("}", () => this.entry());
      return undefined;
    }
    const name = this.identifier();
    while (this.accept("::")) {
      this.identifier();
    }
    if (this.accept("(")) {
      this.collection(")", () => this.expression());
      return undefined;
    }
    return LITERALS.has(name) ? undefined : [name];
  }

  /** Reads an entry of an object; its key may be a bare word. */
  private entry(): void {
    const begin = this.at;
    const bare = this.match(IDENTIFIER);
    if (bare === undefined || !(this.peek("=") || this.peek(":"))) {
      this.at = begin;
      this.expression();
    }
    if (!this.accept("=")) {
      this.expect(":");
    }
    this.expression();
  }

  private collection(end: string, item: () => void): void {
    if (/^\s*for\s/.test(this.text.slice(this.at, this.at + 20))) {
      this.identifier();
      this.forExpression(end);
      return;
    }
    while (!this.accept(end)) {
      item();
      this.accept("...");
      // Line breaks separate the entries of an object as well.
      if (!this.accept(",") && !this.peek(end) && end !== "}") {
        throw new SyntaxFault();
      }
    }
  }

  private forExpression(end: string): void {
    const outer = this.locals.length;
    this.forHead();
    this.expect(":");
    this.expression();
    if (this.accept("=>")) {
      this.expression();
      this.accept("...");
    }
    if (!this.peek(end)) {
      if (this.identifier() !== "if") {
        throw new SyntaxFault();
      }
      this.expression();
    }
    this.locals.length = outer;
    this.expect(end);
  }

  private forHead(): void {
    do {
      this.locals.push(this.identifier());
    } while (this.accept(","));
    if (this.identifier() !== "in") {
      throw new SyntaxFault();
    }
    this.expression();
  }

  private identifier(): string {
    const name = this.match(IDENTIFIER);
    if (name === undefined) {
      throw new SyntaxFault();
    }
    return name;
  }

  /** Accepts what the pattern, which must be sticky, matches here. */
  private match(pattern: RegExp): string | undefined {
    this.space();
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.text)?.[0];
    this.at += text?.length ?? 0;
    return text;
  }

  private space(): void {
    SPACE.lastIndex = this.at;
    this.at += SPACE.exec(this.text)![0].length;
  }

  private peek(word: string): boolean {
    this.space();
    return this.text.startsWith(word, this.at);
  }

  private accept(word: string): boolean {
    const found = this.peek(word);
    this.at += found ? word.length : 0;
    return found;
  }

  private expect(word: string): void {
    if (!this.accept(word)) {
      throw new SyntaxFault();
    }
  }
}
