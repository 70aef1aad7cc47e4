// Package glue is the Go side of the door between a team's Durable Object and our
// handler: it opens the object's database, pokes its sockets and hands answers over.
//
// It is hard because one Go instance lives as long as the object, which the stock glue
// of syumai/workers does not expect: a second Write on its ResponseWriter, or a panic
// that nobody recovers, ends the instance with every open request in it. And each value
// that crosses by syscall/js costs about as much as the work on it, so here a request, a
// statement and their answers cross as bytes, each in one call. What it does not do:
// routing, authentication and the instance's start and end, which are JavaScript
// (backend/edge/*.js) or backend/server.
//
// Everything else in it is compiled for js/wasm only.
package glue
