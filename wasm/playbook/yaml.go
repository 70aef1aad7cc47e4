//go:build !wasip1 || workbench

package playbook

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"porchlight/wasm/wire"
)

// maxNodes bounds what aliases may unfold to ("billion laughs").
const maxNodes = 2_000_000

// Review reads a playbook, JSON or YAML, and has each judge look at it when it can be
// used; its problems come in the order of the lines. What starts like JSON is taken as
// JSON, whose errors are plainer then.
func Review(data []byte, judges ...Judge) (*Playbook, []wire.Problem) {
	start := strings.TrimLeft(strings.TrimPrefix(string(data), "\ufeff"), " \t\r\n")
	var root *node
	var problem *wire.Problem
	if strings.HasPrefix(start, "{") || strings.HasPrefix(start, "[") {
		root, problem = parseJSON(data)
	} else {
		root, problem = parseYAML(data)
	}
	if problem != nil {
		return nil, []wire.Problem{*problem}
	}
	p, problems := build(root, judges...)
	slices.SortStableFunc(problems, func(a, b wire.Problem) int { return cmp.Compare(a.Line, b.Line) })
	return p, problems
}

// ParseYAML reads a YAML playbook as Parse reads a JSON one. Anchors and aliases work;
// tags, merge keys and several documents in one file do not.
func ParseYAML(data []byte) (*Playbook, []wire.Problem) {
	root, problem := parseYAML(data)
	if problem != nil {
		return nil, []wire.Problem{*problem}
	}
	return build(root)
}

func parseYAML(data []byte) (*node, *wire.Problem) {
	text := strings.TrimPrefix(string(data), "\ufeff")
	file, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		problem := yamlSyntax(err)
		return nil, &problem
	}
	var docs []*ast.DocumentNode
	for _, doc := range file.Docs {
		if doc.Body != nil && doc.Body.Type() != ast.CommentType && doc.Body.Type() != ast.NullType {
			docs = append(docs, doc)
		}
	}
	if len(docs) == 0 {
		return nil, emptyProblem()
	}
	y := &yamlReader{anchors: map[string]*node{}}
	root := y.node(docs[0].Body)
	if len(docs) > 1 {
		y.fail("yaml_second", docs[1].Body)
	}
	return root, y.problem
}

type yamlReader struct {
	anchors map[string]*node
	nodes   int
	problem *wire.Problem
}

func (y *yamlReader) fail(code string, n ast.Node, parts ...string) {
	if y.problem != nil {
		return
	}
	p := wire.Problem{Code: code, Parts: parts}
	if n != nil && n.GetToken() != nil {
		p.Line, p.Column = n.GetToken().Position.Line, n.GetToken().Position.Column
	}
	y.problem = &p
}

func (y *yamlReader) node(a ast.Node) *node {
	n := &node{}
	if tk := a.GetToken(); tk != nil {
		n.line, n.column = tk.Position.Line, tk.Position.Column
	}
	if y.nodes++; y.nodes > maxNodes {
		y.fail("yaml_large", a)
		return n
	}
	switch a := a.(type) {
	case *ast.MappingNode:
		n.kind = mapNode
		for _, v := range a.Values {
			y.member(n, v)
		}
	case *ast.MappingValueNode:
		n.kind = mapNode
		y.member(n, a)
	case *ast.SequenceNode:
		n.kind = listNode
		for _, v := range a.Values {
			n.values = append(n.values, y.node(v))
		}
	case *ast.AnchorNode:
		n = y.node(a.Value)
		y.anchors[a.Name.GetToken().Value] = n
	case *ast.AliasNode:
		return y.alias(a, n)
	default:
		y.scalar(a, n)
	}
	return n
}

func (y *yamlReader) member(n *node, v *ast.MappingValueNode) {
	if v.Key.IsMergeKey() {
		y.fail("yaml_merge", v.Key)
		return
	}
	key := y.node(v.Key)
	if key.kind != textNode {
		key.kind, key.text = textNode, v.Key.GetToken().Value
	}
	if v.Value == nil {
		n.keys, n.values = append(n.keys, key), append(n.values, &node{line: key.line, column: key.column})
		return
	}
	value := y.node(v.Value)
	if value.kind == mapNode && len(value.keys) > 0 {
		// goccy gives a block map the place of its first colon.
		value.line, value.column = value.keys[0].line, value.keys[0].column
	}
	n.keys, n.values = append(n.keys, key), append(n.values, value)
}

func (y *yamlReader) alias(a *ast.AliasNode, n *node) *node {
	name := a.Value.GetToken().Value
	target, ok := y.anchors[name]
	if !ok {
		y.fail("yaml_alias", a, name)
		return n
	}
	y.count(a, target)
	return target
}

func (y *yamlReader) count(a ast.Node, n *node) {
	if y.nodes++; y.nodes > maxNodes {
		y.fail("yaml_large", a)
		return
	}
	for _, v := range n.values {
		y.count(a, v)
		if y.problem != nil {
			return
		}
	}
}

func (y *yamlReader) scalar(a ast.Node, n *node) {
	switch a := a.(type) {
	case *ast.StringNode:
		n.kind, n.text = textNode, a.Value
	case *ast.LiteralNode:
		n.kind, n.text = textNode, a.Value.Value
	case *ast.BoolNode:
		n.kind, n.text = boolNode, strconv.FormatBool(a.Value)
	case *ast.IntegerNode:
		n.kind, n.text = numberNode, fmt.Sprint(a.Value)
	case *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		n.kind, n.text = numberNode, a.GetToken().Value
	case *ast.NullNode:
		n.kind = nullNode
	default:
		y.fail("yaml_unsupported", a, tokenText(a.GetToken()))
	}
}

func tokenText(tk *token.Token) string {
	if tk == nil {
		return ""
	}
	return tk.Value
}
