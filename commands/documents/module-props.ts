/** The props that a type stands for, read from the TypeScript source of one package. */
import { join } from "node:path";
import {
  type InterfaceDeclaration,
  type JSDocableNode,
  type Project,
  type SourceFile,
  SyntaxKind,
  type TypeNode,
} from "ts-morph";

export interface Doc {
  readonly text: string;
  /** Value of `@default`. */
  readonly default?: string;
}

export interface Prop {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly doc: Doc;
}

/** Doc comment without its tags. */
export function docOf(node: JSDocableNode): Doc {
  const [doc] = node.getJsDocs().slice(-1);
  const tag = doc?.getTags().find((one) => one.getTagName() === "default");
  return { text: doc?.getDescription().trim() ?? "", default: tag?.getCommentText()?.trim() };
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
    const props = this.named(node, file).flatMap((declaration) => this.membersOf(declaration));
    return [...new Map(props.map((prop) => [prop.name, prop])).values()];
  }

  /** The type that an alias stands for, and the file that declares it. */
  private resolved(type: TypeNode, source: SourceFile): { readonly node: TypeNode; readonly file: SourceFile } {
    const file = this.declaring(type.getText(), source);
    const alias = file?.getTypeAlias(type.getText())?.getTypeNode();
    return alias && file ? this.resolved(alias, file) : { node: type, file: source };
  }

  private membersOf(declaration: InterfaceDeclaration): Prop[] {
    const own = declaration.getProperties().map((property) => ({
      name: property.getName(),
      type: property.getTypeNode()?.getText() ?? "",
      optional: property.hasQuestionToken(),
      doc: docOf(property),
    }));
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
    const names = [type, ...type.getDescendants()]
      .filter((node) => node.isKind(SyntaxKind.Identifier))
      .map((node) => node.getText());
    return [...new Set(names)].flatMap((name) => {
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
    return specifier?.startsWith(".")
      ? this.project.getSourceFile(join(source.getDirectoryPath(), `${specifier}.ts`))
      : undefined;
  }
}
