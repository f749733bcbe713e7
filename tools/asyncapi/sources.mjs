/** What the compiler knows of the code: the types behind each contract, and the codes of errors. */
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '../..');

const CONTRACTS = 'libs/contracts/src/index.ts';
const ENVELOPE = 'libs/bus/src/envelope.ts';
/** Whoever answers over the bus, with all that it imports. */
const ANSWERING = 'apps/auth/src/app.ts';

/**
 * @typedef {object} Sources
 * @property {ts.Program} program
 * @property {ts.TypeChecker} checker
 */

/** @returns {Sources} */
export function readSources() {
  const config = ts.getParsedCommandLineOfConfigFile(
    path.join(root, 'tsconfig.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, ' '));
      },
    },
  );
  const files = [CONTRACTS, ENVELOPE, ANSWERING].map((file) => path.join(root, file));
  const program = ts.createProgram(files, { ...config?.options, noEmit: true, incremental: false });
  return { program, checker: program.getTypeChecker() };
}

/**
 * @param {Sources} sources
 * @param {string} file From the root of the repository.
 */
function sourceFile({ program }, file) {
  const source = program.getSourceFile(path.join(root, file));
  if (!source) throw new Error(`${file} is not there any more: tell tools/asyncapi where to look`);
  return source;
}

/**
 * What a module exports, by name.
 * @param {Sources} sources
 * @param {string} file
 * @returns {Map<string, ts.Symbol>}
 */
function exportsOf(sources, file) {
  const { checker } = sources;
  const module = checker.getSymbolAtLocation(sourceFile(sources, file));
  if (!module) throw new Error(`${file} exports nothing`);
  return new Map(
    checker.getExportsOfModule(module).map((symbol) => {
      const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
      return [symbol.name, isAlias ? checker.getAliasedSymbol(symbol) : symbol];
    }),
  );
}

/**
 * @typedef {object} TypedConstant An exported constant whose type has type arguments: a contract.
 * @property {readonly ts.Type[]} types
 * @property {string} description
 */

/**
 * What travels under each contract is in its type alone: the value has forgotten it.
 * @param {Sources} sources
 * @returns {Map<string, TypedConstant>}
 */
export function typedConstants(sources) {
  const { checker } = sources;
  /** @type {Map<string, TypedConstant>} */
  const constants = new Map();
  for (const [name, symbol] of exportsOf(sources, CONTRACTS)) {
    if ((symbol.flags & ts.SymbolFlags.Variable) === 0) continue;
    const type = checker.getTypeOfSymbol(symbol);
    const types = isReference(type) ? checker.getTypeArguments(type) : [];
    constants.set(name, { types, description: describe(checker, symbol) });
  }
  return constants;
}

/**
 * @param {Sources} sources
 * @param {'contracts' | 'envelope'} where
 * @param {string} name Of an exported interface or type.
 */
export function exportedType(sources, where, name) {
  const symbol = exportsOf(sources, where === 'contracts' ? CONTRACTS : ENVELOPE).get(name);
  if (!symbol) throw new Error(`${name} is not exported any more: tell tools/asyncapi its new name`);
  return sources.checker.getDeclaredTypeOfSymbol(symbol);
}

/**
 * Types that are a choice of words (`Ability`). One that is made from a list of values is the same object wherever
 * it is used, but does not know its name there.
 * @param {Sources} sources
 * @returns {Map<ts.Type, ts.Symbol>}
 */
export function vocabularies(sources) {
  /** @type {Map<ts.Type, ts.Symbol>} */
  const named = new Map();
  for (const symbol of exportsOf(sources, CONTRACTS).values()) {
    if ((symbol.flags & ts.SymbolFlags.TypeAlias) === 0) continue;
    const type = sources.checker.getDeclaredTypeOfSymbol(symbol);
    if (type.isUnion() && type.types.every((word) => word.isStringLiteral())) named.set(type, symbol);
  }
  return named;
}

/**
 * @param {ts.Type} type
 * @returns {type is ts.TypeReference}
 */
const isReference = (type) => 'target' in type;

/**
 * A doc comment without the ids that it cites: `(X5)`, `(promise P6)`; their pages are not the reader's.
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} symbol
 */
export const describe = (checker, symbol) =>
  ts
    .displayPartsToString(symbol.getDocumentationComment(checker))
    .replaceAll(/ \((?:promise )?[A-Z]\d+[a-z]?\)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/**
 * @typedef {object} ErrorCode
 * @property {string} code
 * @property {string} kind
 * @property {string} message As it is now; may change.
 */

/**
 * Every code that whoever answers may give: wherever something with a `kind` and a `code` is made of literals.
 * @param {Sources} sources
 * @returns {ErrorCode[]} By code.
 */
export function errorCodes({ program, checker }) {
  /** @type {Map<string, ErrorCode>} */
  const codes = new Map();
  /** @param {ts.Node} node */
  const visit = (node) => {
    const found = ts.isCallExpression(node) || ts.isNewExpression(node) ? errorMadeBy(checker, node) : null;
    if (found) codes.set(found.code, found);
    ts.forEachChild(node, visit);
  };
  for (const source of program.getSourceFiles()) {
    const file = path.relative(root, source.fileName);
    if (/^(apps|libs)\//.test(file)) visit(source);
  }
  return [...codes.values()].sort((one, other) => (one.code < other.code ? -1 : 1));
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.CallExpression | ts.NewExpression} node
 * @returns {ErrorCode | null}
 */
function errorMadeBy(checker, node) {
  const given = [...(node.arguments ?? [])];
  const at = given.findIndex(
    (argument) => ts.isStringLiteral(argument) && /^[a-z]+\.[a-z_]+$/.test(argument.text),
  );
  if (at === -1) return null;
  const made = checker.getTypeAtLocation(node);
  const kindMade = made.getProperty('kind');
  if (!kindMade || !made.getProperty('code')) return null;
  const type = checker.getTypeOfSymbol(kindMade);
  const kind = type.isStringLiteral() ? type.value : wordsOf(given[at - 1]);
  return { code: wordsOf(given[at]), kind, message: wordsOf(given[at + 1]) };
}

/**
 * @param {ts.Expression | undefined} expression
 * @returns {string} With `…` for what is filled in.
 */
function wordsOf(expression) {
  if (expression && ts.isStringLiteralLike(expression)) return expression.text;
  if (!expression || !ts.isTemplateExpression(expression)) return '…';
  return [expression.head.text, ...expression.templateSpans.map(({ literal }) => literal.text)].join('…');
}

/** @param {string} name */
export const capitalised = (name) => name.charAt(0).toUpperCase() + name.slice(1);
