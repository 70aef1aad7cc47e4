package playbook

// node is one value of a playbook's source, JSON or YAML alike, with its place.
type node struct {
	kind   nodeKind
	text   string // of a text: its value; of any other scalar: as written
	keys   []*node
	values []*node // of a map or list
	line   int     // 1-based
	column int     // 1-based, in characters
}

type nodeKind int

const (
	nullNode nodeKind = iota
	boolNode
	numberNode
	textNode
	listNode
	mapNode
)

// String is the word that a problem has for the kind; none is told of nothing at all.
func (k nodeKind) String() string {
	return [...]string{"", "bool", "number", "text", "list", "map"}[k]
}
