// The door between Go and the object's own SQLite: one synchronous call for a statement.
// The other side, and what the bytes mean, is glue/sqlite_js.go. Nothing here may throw:
// inside a call from Go that would be a trap.

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const tag = { null: 0x6e, number: 0x64, text: 0x73, blob: 0x62, failed: 0x21, good: 0x2e };

/**
 * One statement per call: the object's exec would run several and bind only the last.
 * @param {string} text
 */
function checkSingle(text) {
  const bare = text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, " ");
  if (/;\s*\S/.test(bare)) throw new Error("one statement per call");
}

/** A column without a name of its own is called by its whole expression. @param {string} name */
const oneLine = (name) => name.replaceAll("\n", " ");

/**
 * What Go imports to reach SQLite.
 * @param {SqlStorage} sql
 * @param {() => ArrayBuffer} memory Go's; another buffer each time it has grown
 */
export function door(sql, memory) {
  const answer = new Writer();
  /** @type {{text: string, told: boolean}[]} the program's constants, so this stays small */
  const statements = [];
  return {
    /** Gives a statement the next number, from 0. */
    number: (at, size) => statements.push({ text: decoder.decode(new Uint8Array(memory(), at, size)), told: false }) - 1,
    query(number, argsAt, argsSize) {
      answer.reset();
      const statement = statements[number];
      try {
        if (!statement.told) checkSingle(statement.text);
        const cursor = sql.exec(statement.text, ...read(new DataView(memory(), argsAt, argsSize)));
        answer.byte(tag.good);
        if (!statement.told) answer.text(cursor.columnNames.map(oneLine).join("\n"));
        statement.told = true;
        for (const row of cursor.raw().toArray()) for (const cell of row) answer.value(cell);
      } catch (error) {
        answer.reset();
        answer.byte(tag.failed);
        answer.bytes(encoder.encode(String(error)));
      }
      return answer.size;
    },
    take(at) {
      new Uint8Array(memory(), at, answer.size).set(answer.done());
    },
  };
}

/**
 * The arguments; copied, for Go's memory moves.
 * @param {DataView} view
 */
function read(view) {
  const list = [];
  for (let at = 0; ; ) {
    const kind = view.getUint8(at++);
    switch (kind) {
      case tag.good:
        return list;
      case tag.null:
        list.push(null);
        break;
      case tag.number:
        list.push(view.getFloat64(at, true));
        at += 8;
        break;
      default: {
        const size = view.getUint32(at, true);
        const bytes = new Uint8Array(view.buffer, view.byteOffset + at + 4, size);
        list.push(kind === tag.text ? decoder.decode(bytes) : bytes.slice());
        at += 4 + size;
      }
    }
  }
}

/** A growing row of bytes. */
class Writer {
  size = 0;
  #to = new Uint8Array(1 << 14);
  #view = new DataView(this.#to.buffer);

  reset() {
    this.size = 0;
  }

  done() {
    return this.#to.subarray(0, this.size);
  }

  #room(more) {
    if (this.size + more <= this.#to.length) return;
    const to = new Uint8Array(Math.max(2 * this.#to.length, this.size + more));
    to.set(this.done());
    this.#to = to;
    this.#view = new DataView(to.buffer);
  }

  byte(b) {
    this.#room(1);
    this.#to[this.size++] = b;
  }

  bytes(b) {
    this.#room(b.length);
    this.#to.set(b, this.size);
    this.size += b.length;
  }

  text(s) {
    this.#room(5 + 3 * s.length); // UTF-8 has at most three bytes for a UTF-16 unit
    this.#to[this.size] = tag.text;
    const { written } = encoder.encodeInto(s, this.#to.subarray(this.size + 5));
    this.#view.setUint32(this.size + 1, written, true);
    this.size += 5 + written;
  }

  value(v) {
    if (v === null) this.byte(tag.null);
    else if (typeof v === "string") this.text(v);
    else if (typeof v === "number") {
      this.#room(9);
      this.#to[this.size] = tag.number;
      this.#view.setFloat64(this.size + 1, v, true);
      this.size += 9;
    } else {
      const bytes = new Uint8Array(v);
      this.#room(5);
      this.#to[this.size] = tag.blob;
      this.#view.setUint32(this.size + 1, bytes.length, true);
      this.size += 5;
      this.bytes(bytes);
    }
  }
}
