/** Reads the doc comments, props, attributes and methods of modules from their TypeScript source. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  type ClassDeclaration,
  type InterfaceDeclaration,
  type JSDocableNode,
  Project,
  type SourceFile,
  SyntaxKind,
  type TypeNode,
} from "ts-morph";
import { filesBelow } from "../../app/files";

interface Doc {
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

export interface Method {
  readonly signature: string;
  readonly doc: Doc;
}

export interface ModuleSource {
  /** Path of the file, such as `modules/aws/messaging/queue.ts`. */
  readonly file: string;
  /** Name of the package, such as `aws`. */
  readonly cloud: string;
  /** Folder within the package, such as `messaging`; empty at its top. */
  readonly service: string;
  readonly name: string;
  readonly doc: Doc;
  readonly props: readonly Prop[];
  readonly attributes: readonly Prop[];
  readonly methods: readonly Method[];
  /** Source of the example beside it. */
  readonly example?: { readonly text: string; readonly doc: Doc };
}

/**
 * Every exported construct of a package, in the order of its files; those marked `@internal` are left out.
 *
 * @param service only the modules of this folder
 */
export function moduleSources(cloud: string, service = ""): ModuleSource[] {
  const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
  const files = filesBelow(join("modules", cloud)).filter((file) => /(?<!\.example)\.ts$/.test(file));
  // Files are parsed when they are asked for, so a few modules cost little.
  project.addSourceFilesAtPaths(files.map((file) => join("modules", cloud, file)));
  const interfaces = new Interfaces(project);
  const chosen = files.filter((file) => file.startsWith(service));
  return chosen.flatMap((file) => {
    const path = join("modules", cloud, file);
    const source = project.getSourceFileOrThrow(path);
    return source
      .getClasses()
      .filter((declaration) => isModule(declaration))
      .map((declaration) => moduleSource(cloud, path, source, declaration, interfaces));
  });
}

function isModule(declaration: ClassDeclaration): boolean {
  const internal = declaration.getJsDocs().some((doc) => doc.getTags().some((tag) => tag.getTagName() === "internal"));
  const base = declaration.getExtends()?.getExpression().getText();
  // `isExported` would bind every file of the package.
  return declaration.hasExportKeyword() && !internal && base !== undefined && base !== "Error";
}

function moduleSource(
  cloud: string,
  file: string,
  source: SourceFile,
  declaration: ClassDeclaration,
  interfaces: Interfaces,
): ModuleSource {
  const folder = dirname(file).split("/").slice(2).join("/");
  const type = declaration.getConstructors()[0]?.getParameters()[2]?.getTypeNode();
  return {
    file,
    cloud,
    service: folder,
    name: declaration.getNameOrThrow(),
    doc: docOf(declaration),
    props: type ? interfaces.propsOf(type, source) : [],
    attributes: declaration
      .getInstanceProperties()
      .filter((property) => property.isKind(SyntaxKind.PropertyDeclaration) || property.isKind(SyntaxKind.GetAccessor))
      .filter((property) => !property.hasModifier(SyntaxKind.PrivateKeyword))
      .filter((property) => !property.hasModifier(SyntaxKind.ProtectedKeyword))
      .map((property) => ({
        name: property.getName(),
        type:
          (property.isKind(SyntaxKind.GetAccessor)
            ? property.getReturnTypeNode()
            : property.getTypeNode()
          )?.getText() ?? "",
        optional: property.isKind(SyntaxKind.PropertyDeclaration) && property.hasQuestionToken(),
        doc: docOf(property),
      })),
    methods: [...declaration.getStaticMethods(), ...declaration.getInstanceMethods()]
      .filter((method) => !method.hasModifier(SyntaxKind.PrivateKeyword))
      .filter((method) => !method.hasModifier(SyntaxKind.ProtectedKeyword))
      .map((method) => ({
        signature: `${method.isStatic() ? `${declaration.getName()}.` : ""}${method.getName()}(${method
          .getParameters()
          .map((parameter) => oneLine(parameter.getText()))
          .join(", ")})${method.getReturnTypeNode() ? `: ${oneLine(method.getReturnTypeNode()!.getText())}` : ""}`,
        doc: docOf(method),
      })),
    example: exampleOf(file),
  };
}

function exampleOf(file: string): ModuleSource["example"] {
  const path = join(dirname(file), `${basename(file, ".ts")}.example.ts`);
  if (!existsSync(path)) {
    return undefined;
  }
  const text = readFileSync(path, "utf8");
  const source = new Project({ useInMemoryFileSystem: true }).createSourceFile("example.ts", text);
  return { text, doc: docOf(source.getFunctionOrThrow("example")) };
}

/** Doc comment without its tags. */
function docOf(node: JSDocableNode): Doc {
  const [doc] = node.getJsDocs().slice(-1);
  const tag = doc?.getTags().find((one) => one.getTagName() === "default");
  return { text: doc?.getDescription().trim() ?? "", default: tag?.getCommentText()?.trim() };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
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
class Interfaces {
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
