/** The props that a type stands for, read from the TypeScript source of one package. */
import { join } from "node:path";
import {
  type InterfaceDeclaration,
  type Node,
  type Project,
  type PropertySignature,
  type SourceFile,
  SyntaxKind,
  type TypeAliasDeclaration,
  type TypeNode,
} from "ts-morph";
import { type Doc, docOf } from "./doc";

export interface Prop {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly doc: Doc;
}

/** A type that props refer to. */
export interface NamedType {
  readonly name: string;
  readonly doc: Doc;
  /** Values of a type without fields, such as `"single" | "none"`. */
  readonly values?: string;
  readonly fields: readonly Prop[];
}

/** Props of a union: one that only some members have is optional, and its types are alternatives. */
function alternatives(members: readonly (readonly Prop[])[]): Prop[] {
  const names = new Set(members.flatMap((props) => props.map(({ name }) => name)));
  return [...names].map((name) => {
    const found = members.flatMap((props) => props.filter((prop) => prop.name === name));
    return {
      name,
      type: [...new Set(found.map(({ type }) => type))].join(" | "),
      optional: found.length < members.length || found.some(({ optional }) => optional),
      doc: found.find(({ doc }) => doc.default !== undefined)?.doc ?? found[0]!.doc,
    };
  });
}

function propOf(property: PropertySignature): Prop {
  return {
    name: property.getName(),
    type: (property.getTypeNode()?.getText() ?? "").replace(/\/\*[\s\S]*?\*\/\s*/g, ""),
    optional: property.hasQuestionToken(),
    doc: docOf(property),
  };
}

function namesIn(node: Node): string[] {
  const identifiers = [node, ...node.getDescendants()].filter((one) => one.isKind(SyntaxKind.Identifier));
  return [...new Set(identifiers.map((one) => one.getText()))];
}

/** Values of a type, also where it is made of a constant: `(typeof PLANS)[number]` or `keyof typeof PLANS`. */
function valuesOf(type: TypeNode, file: SourceFile): string {
  const constant = /^(?:keyof typeof (\w+)|\(typeof (\w+)\)\[number\])$/.exec(type.getText());
  const declaration = constant && file.getVariableDeclaration(constant[1] ?? constant[2]!);
  const list = declaration?.getDescendantsOfKind(SyntaxKind.ArrayLiteralExpression)[0]?.getElements();
  const keys = declaration?.getDescendantsOfKind(SyntaxKind.ObjectLiteralExpression)[0]?.getProperties();
  const values = constant?.[1]
    ? keys
        ?.filter((one) => one.isKind(SyntaxKind.PropertyAssignment))
        .map((one) => `"${one.getName().replaceAll('"', "")}"`)
    : list?.map((one) => one.getText());
  return values?.join(" | ") ?? type.getText();
}

/** Finds the interfaces that a type of props is made of, within one package. */
export class Interfaces {
  private readonly project: Project;

  constructor(project: Project) {
    this.project = project;
  }

  propsOf(type: TypeNode, source: SourceFile): Prop[] {
    const { node, file } = this.resolved(type, source);
    if (node.isKind(SyntaxKind.ParenthesizedType)) {
      return this.propsOf(node.getTypeNode(), file);
    }
    if (node.isKind(SyntaxKind.UnionType)) {
      return alternatives(node.getTypeNodes().map((member) => this.propsOf(member, file)));
    }
    if (node.isKind(SyntaxKind.IntersectionType)) {
      return node.getTypeNodes().flatMap((member) => this.propsOf(member, file));
    }
    if (node.isKind(SyntaxKind.TypeLiteral)) {
      return node.getProperties().map(propOf);
    }
    const props = this.named(node, file).flatMap((declaration) => this.membersOf(declaration));
    return [...new Map(props.map((prop) => [prop.name, prop])).values()];
  }

  /** The doc comment of a method in the first of the interfaces, or of those that they extend, which has one. */
  methodDoc(names: readonly string[], method: string, source: SourceFile): Doc {
    for (const name of names) {
      const file = this.declaring(name, source);
      const declaration = file?.getInterface(name);
      const own = declaration?.getMethod(method);
      const extended = declaration?.getExtends().map((one) => one.getExpression().getText()) ?? [];
      const doc = own ? docOf(own) : this.methodDoc(extended, method, file ?? source);
      if (doc.text !== "") {
        return doc;
      }
    }
    return { text: "" };
  }

  /** Types that the props of a type refer to, and those that these refer to. Interfaces of modules have pages of their own. */
  typesOf(type: TypeNode, source: SourceFile): NamedType[] {
    const found = new Map<string, NamedType>();
    const seen = new Set<string>();
    const visit = (node: Node | undefined, file: SourceFile, isListed: boolean) => {
      for (const name of node ? namesIn(node) : []) {
        const declaring = /^I[A-Z]/.test(name) ? undefined : this.declaring(name, file);
        const declaration = declaring?.getInterface(name) ?? declaring?.getTypeAlias(name);
        if (!declaring || !declaration || seen.has(`${name} ${isListed}`)) {
          continue;
        }
        seen.add(`${name} ${isListed}`);
        if (isListed) {
          found.set(name, this.namedType(declaration, declaring));
        }
        if (declaration.isKind(SyntaxKind.TypeAliasDeclaration)) {
          const node = declaration.getTypeNodeOrThrow();
          // The fields of what an alias is made of are among its own.
          visit(node, declaring, isListed && this.propsOf(node, declaring).length === 0);
          for (const property of node.getDescendantsOfKind(SyntaxKind.PropertySignature)) {
            visit(property.getTypeNode(), declaring, true);
          }
          continue;
        }
        // The fields of a base are among those of the interface.
        for (const base of declaration.getExtends()) {
          visit(base, declaring, false);
        }
        for (const property of declaration.getProperties()) {
          visit(property.getTypeNode(), declaring, true);
        }
      }
    };
    visit(type, source, false);
    return [...found.values()];
  }

  private namedType(declaration: InterfaceDeclaration | TypeAliasDeclaration, file: SourceFile): NamedType {
    const named = { name: declaration.getName(), doc: docOf(declaration) };
    if (declaration.isKind(SyntaxKind.InterfaceDeclaration)) {
      return { ...named, fields: this.membersOf(declaration) };
    }
    const type = declaration.getTypeNodeOrThrow();
    const fields = this.propsOf(type, file);
    return { ...named, fields, values: fields.length > 0 ? undefined : valuesOf(type, file) };
  }

  /** The type that an alias stands for, and the file that declares it. */
  private resolved(type: TypeNode, source: SourceFile): { readonly node: TypeNode; readonly file: SourceFile } {
    const file = this.declaring(type.getText(), source);
    const alias = file?.getTypeAlias(type.getText())?.getTypeNode();
    return alias && file ? this.resolved(alias, file) : { node: type, file: source };
  }

  private membersOf(declaration: InterfaceDeclaration): Prop[] {
    const own = declaration.getProperties().map(propOf);
    const inherited = declaration.getExtends().flatMap((base) => {
      const [selected, ...picked] = base.getTypeArguments();
      const props = this.propsOf(selected ?? base, declaration.getSourceFile());
      const names = picked[0]?.getText() ?? "";
      return /^(Pick|Omit)</.test(base.getText())
        ? props.filter(({ name }) => names.includes(`"${name}"`) === base.getText().startsWith("Pick"))
        : props;
    });
    return [...own, ...inherited];
  }

  /** Interfaces that the names in a type stand for; aliases are followed. */
  private named(type: TypeNode, source: SourceFile): InterfaceDeclaration[] {
    return namesIn(type).flatMap((name) => {
      const file = this.declaring(name, source);
      const alias = file?.getTypeAlias(name)?.getTypeNode();
      const declaration = file?.getInterface(name);
      return declaration ? [declaration] : alias && file ? this.named(alias, file) : [];
    });
  }

  private declaring(name: string, source: SourceFile): SourceFile | undefined {
    if (source.getInterface(name) || source.getTypeAlias(name)) {
      return source;
    }
    const specifier = source
      .getImportDeclarations()
      .find((one) => one.getNamedImports().some((named) => named.getName() === name))
      ?.getModuleSpecifierValue();
    if (specifier?.startsWith("@modules/")) {
      return this.project.addSourceFileAtPathIfExists(`${specifier.replace("@modules/", "modules/")}.ts`);
    }
    return specifier?.startsWith(".")
      ? this.project.getSourceFile(join(source.getDirectoryPath(), `${specifier}.ts`))
      : undefined;
  }
}
