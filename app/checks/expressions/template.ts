/**
 * Reads Terraform's templates as far as the checks need: which objects they
 * refer to, and whether they are Terraform's at all.
 * https://developer.hashicorp.com/terraform/language/expressions
 */
import { NotTerraform } from "./cursor";
import { ExpressionReader } from "./expression";

export interface Template {
  /** Parts of each reference, such as `["aws_vpc", "main", "id"]`, up to the first that is computed. */
  readonly references: readonly (readonly string[])[];
  /** The first `${...}` that is not Terraform's. */
  readonly fault?: string;
}

const known = new Map<string, Template>();
const NO_EXPRESSION: Template = { references: [] };

/** Reads a string of Terraform JSON, a template. */
export function readTemplate(text: string): Template {
  if (!text.includes("${") && !text.includes("%{")) {
    return NO_EXPRESSION;
  }
  let template = known.get(text);
  if (!template) {
    template = new TemplateReader(text).read();
    known.set(text, template);
  }
  return template;
}

class TemplateReader extends ExpressionReader {
  /** Where the outermost expression being read begins. */
  private begin = 0;

  read(): Template {
    try {
      this.template();
      return { references: this.references };
    } catch (error) {
      if (!(error instanceof NotTerraform)) {
        throw error;
      }
      const end = this.text.indexOf("}", this.begin);
      return { references: this.references, fault: this.text.slice(this.begin, end < 0 ? undefined : end + 1) };
    }
  }

  /** @param quote ends it; a string of JSON has none and no escapes but those of `${` and `%{` */
  protected override template(quote?: '"'): void {
    while (this.at < this.text.length) {
      const character = this.text[this.at]!;
      if (character === quote) {
        return;
      }
      if (this.text[this.at + 1] === "{" && (character === "$" || character === "%")) {
        if (this.text[this.at - 1] === character) {
          this.at += 2;
          continue;
        }
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
      } else {
        this.at += quote && character === "\\" ? 2 : 1;
      }
    }
    if (quote) {
      throw new NotTerraform();
    }
  }

  private directive(): void {
    const word = this.identifier();
    if (word === "for") {
      this.forHead();
    } else if (word === "if") {
      this.expression();
    } else if (word !== "else" && word !== "endif" && word !== "endfor") {
      throw new NotTerraform();
    }
  }
}
