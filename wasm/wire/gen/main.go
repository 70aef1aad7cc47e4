// Command gen prints the types of a Go package as TypeScript. It knows what package
// wire uses and refuses the rest: structs, embedded structs, named strings with
// constants, slices, pointers, string, bool, numbers and raw JSON. A struct whose
// fields are all pointers becomes a union with one alternative a field.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"log"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

func main() {
	out := flag.String("out", "", "file to write")
	flag.Parse()
	log.SetFlags(0)
	files, err := filepath.Glob(filepath.Join(flag.Arg(0), "*.go"))
	if err != nil {
		log.Fatal(err)
	}
	p := printer{consts: map[string][]string{}}
	var decls []ast.Decl
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f, nil, parser.ParseComments)
		if err != nil {
			log.Fatal(err)
		}
		decls = append(decls, file.Decls...)
	}
	p.line("// Printed from wasm/wire by `go generate ./wasm/wire`. Do not edit: change the Go type.\n")
	for _, d := range decls {
		p.collectConsts(d)
	}
	for _, d := range decls {
		p.types(d)
	}
	if err := os.WriteFile(*out, p.buf.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}

type printer struct {
	buf    bytes.Buffer
	consts map[string][]string // values of each named string type
}

func (p *printer) line(format string, args ...any) { fmt.Fprintf(&p.buf, format+"\n", args...) }

func (p *printer) collectConsts(d ast.Decl) {
	g, ok := d.(*ast.GenDecl)
	if !ok || g.Tok != token.CONST {
		return
	}
	for _, s := range g.Specs {
		v := s.(*ast.ValueSpec)
		if t, ok := v.Type.(*ast.Ident); ok {
			for _, e := range v.Values {
				p.consts[t.Name] = append(p.consts[t.Name], e.(*ast.BasicLit).Value)
			}
		}
	}
}

func (p *printer) types(d ast.Decl) {
	g, ok := d.(*ast.GenDecl)
	if !ok || g.Tok != token.TYPE {
		return
	}
	for _, s := range g.Specs {
		t := s.(*ast.TypeSpec)
		if !t.Name.IsExported() {
			continue // a reader's own; it does not cross
		}
		doc := g.Doc
		if t.Doc != nil {
			doc = t.Doc
		}
		p.doc("", doc)
		switch v := t.Type.(type) {
		case *ast.Ident:
			p.line("export type %s = %s\n", t.Name.Name, strings.Join(p.consts[t.Name.Name], " | "))
		case *ast.StructType:
			p.structType(t.Name.Name, v)
		default:
			log.Fatalf("%s: a type that cannot cross", t.Name.Name)
		}
	}
}

func (p *printer) structType(name string, s *ast.StructType) {
	if isUnion(s) {
		p.line("export type %s =", name)
		for _, f := range s.Fields.List {
			key, _ := jsonName(f)
			p.line("  | { %s: %s }", key, tsType(f.Type))
		}
		p.line("")
		return
	}
	var bases []string
	for _, f := range s.Fields.List {
		if f.Names == nil {
			bases = append(bases, f.Type.(*ast.Ident).Name)
		}
	}
	ext := ""
	if bases != nil {
		ext = " extends " + strings.Join(bases, ", ")
	}
	if len(s.Fields.List) == 0 {
		p.line("export type %s = Record<string, never>\n", name)
		return
	}
	p.line("export interface %s%s {", name, ext)
	for _, f := range s.Fields.List {
		if f.Names == nil {
			continue
		}
		key, optional := jsonName(f)
		p.doc("  ", f.Doc)
		line := "  " + key
		if optional {
			line += "?"
		}
		line += ": " + tsType(f.Type)
		if c := strings.TrimSpace(f.Comment.Text()); c != "" {
			line += " // " + c
		}
		p.line("%s", line)
	}
	p.line("}\n")
}

func (p *printer) doc(indent string, g *ast.CommentGroup) {
	if g == nil {
		return
	}
	lines := strings.Split(strings.TrimSpace(g.Text()), "\n")
	if len(lines) == 1 {
		p.line("%s/** %s */", indent, lines[0])
		return
	}
	p.line("%s/**", indent)
	for _, l := range lines {
		p.line("%s", strings.TrimRight(indent+" * "+l, " "))
	}
	p.line("%s */", indent)
}

func isUnion(s *ast.StructType) bool {
	return len(s.Fields.List) > 1 && !slices.ContainsFunc(s.Fields.List, func(f *ast.Field) bool {
		_, ptr := f.Type.(*ast.StarExpr)
		return !ptr
	})
}

func jsonName(f *ast.Field) (name string, optional bool) {
	tag, err := strconv.Unquote(f.Tag.Value)
	if err != nil {
		log.Fatal(err)
	}
	name, opts, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	return name, opts != "" // omitempty or omitzero
}

func tsType(e ast.Expr) string {
	switch v := e.(type) {
	case *ast.StarExpr:
		return tsType(v.X)
	case *ast.ArrayType:
		return tsType(v.Elt) + "[]"
	case *ast.MapType:
		return "Record<" + tsType(v.Key) + ", " + tsType(v.Value) + ">"
	case *ast.SelectorExpr: // json.RawMessage
		return "unknown"
	case *ast.Ident:
		switch v.Name {
		case "string":
			return "string"
		case "bool":
			return "boolean"
		case "int", "int64", "float64":
			return "number"
		}
		return v.Name
	}
	log.Fatalf("%T: a type that cannot cross", e)
	return ""
}
