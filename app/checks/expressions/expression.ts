import { Cursor, IDENTIFIER, NotTerraform } from "./cursor";

const OPERATOR = /(?:\|\||&&|==|!=|<=|>=|[<>+\-*/%])/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERALS = new Set(["true", "false", "null"]);

/** Reads the expressions in a template. https://developer.hashicorp.com/terraform/language/expressions */
export abstract class ExpressionReader extends Cursor {
  protected readonly references: string[][] = [];
  /** Names a `for` gives; they refer to nothing outside it. */
  private readonly locals: string[] = [];

  /** Reads up to the quote, or to the end of the text. */
  protected abstract template(quote?: '"'): void;

  protected expression(): void {
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
    for (;;) {
      if (this.peek("...")) {
        break;
      }
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

  /** The text of an index that is a plain string. */
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

  /** First part of a reference, or undefined when it is something else. */
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
      this.collection("}", () => this.item());
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

  private item(): void {
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
      // Items of an object may also stand on lines of their own.
      if (!this.accept(",") && !this.peek(end) && end !== "}") {
        throw new NotTerraform();
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
        throw new NotTerraform();
      }
      this.expression();
    }
    this.locals.length = outer;
    this.expect(end);
  }

  protected forHead(): void {
    do {
      this.locals.push(this.identifier());
    } while (this.accept(","));
    if (this.identifier() !== "in") {
      throw new NotTerraform();
    }
    this.expression();
  }
}
