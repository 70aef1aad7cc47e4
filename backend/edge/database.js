// A D1-shaped door to the object's own SQLite, for the d1 driver of syumai/workers.
// Nothing here may throw before a promise exists: a synchronous throw inside a call
// from Go is a Go panic, a rejected promise is an error.

/** Verdict per SQL text; the texts are the program's constants, so this stays small. */
const single = new Map();

/**
 * One statement per call: the object's exec would run several and bind only the last.
 * @param {string} text
 */
function isSingle(text) {
  let known = single.get(text);
  if (known === undefined) {
    const bare = text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, " ");
    known = !/;\s*\S/.test(bare);
    single.set(text, known);
  }
  return known;
}

/** What SQLite shall see of a value that crossed from Go. */
function bound(value) {
  if (value === true) return 1;
  if (value === false) return 0;
  if (value === null || typeof value === "string" || value instanceof Uint8Array) return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new TypeError(`cannot bind ${typeof value}`);
}

/**
 * @param {SqlStorage} sql
 * @param {string} text
 * @param {unknown[]} args
 */
function statement(sql, text, args) {
  const exec = () => {
    if (!isSingle(text)) throw new Error("one statement per call");
    return sql.exec(text, ...args.map(bound));
  };
  return {
    bind: (...given) => statement(sql, text, given),
    // meta stays empty, so that RowsAffected and LastInsertId are errors: row counts
    // differ between homes, RETURNING does not.
    run: async () => (exec().toArray(), { meta: {} }),
    // The names come first even without a row, else database/sql sees no columns.
    raw: async () => {
      const cursor = exec();
      return [cursor.columnNames, ...cursor.raw()];
    },
  };
}

/** @param {SqlStorage} sql */
export const database = (sql) => ({ prepare: (text) => statement(sql, text, []) });
