/** Reads the doc comments, props, attributes and methods of modules from their TypeScript source. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type ClassDeclaration, type MethodDeclaration, Project, type SourceFile, SyntaxKind } from "ts-morph";
import { filesBelow } from "../../../app/files";
import { type Doc, docOf } from "./doc";
import { Interfaces, type NamedType, type Prop } from "./props";

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
  /** Types that the props refer to. */
  readonly types: readonly NamedType[];
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
    types: type ? interfaces.typesOf(type, source) : [],
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
        doc: methodDoc(method, declaration, interfaces),
      })),
    example: exampleOf(file),
  };
}

/** The doc comment of a method, or that of the interface which the class implements. */
function methodDoc(method: MethodDeclaration, declaration: ClassDeclaration, interfaces: Interfaces): Doc {
  const own = docOf(method);
  const names = declaration.getImplements().map((one) => one.getExpression().getText());
  return own.text === "" ? interfaces.methodDoc(names, method.getName(), declaration.getSourceFile()) : own;
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

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
